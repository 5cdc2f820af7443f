"""A visit is planned, begun, prolonged, ended, called off, and put right afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from audit.writing import action
from cases.actions.entry import is_taken_elsewhere
from cases.models import Absence
from cases.workers import workers_of
from directory.models import Place
from outreach.models import Route, Visit, VisitAlert, VisitWorker
from outreach.visit_crew import set_workers

#: *Mere tid*, and how long one is out who goes when the planned time is nearly over.
MORE_TIME = timedelta(minutes=30)
#: How long one is out when nobody has said.
USUAL = timedelta(hours=2)

_UNTOUCHED = ["organisation", "shared_with", "unit", "route", "place", "cancelled_by"]


@action
def plan_visit(
    *,
    unit: Unit,
    day: date,
    workers: Iterable[User],
    by: User,
    route: Route | None = None,
    place: Place | None = None,
    planned_from: time | None = None,
    planned_to: time | None = None,
    safety_note: str = "",
    entry_id: UUID | None = None,
) -> Visit:
    """A visit on the day, on a route or at a place. The same form sent twice is one visit.

    Raises ValidationError by field, and when the route has a visit that day already.
    """
    if entry_id and (known := Visit.objects.filter(pk=entry_id).first()):
        return known
    if route is None and place is None:
        raise ValidationError({"place": _("Vælg et sted.")})
    if route:
        Route.objects.select_for_update().get(pk=route.pk)
    visit = Visit(id=entry_id or uuid6.uuid7(), unit=unit, route=route, place=place, day=day)
    _plan(visit, planned_from, planned_to, safety_note)
    _save(visit)
    set_workers(visit.workers, workers)
    return visit


@action
def begin_route(*, route: Route, by: User, at: datetime | None = None) -> Visit:
    """*Gå ud* on a route: its visit is made when it begins, now or `at`. Whoever presses second is out on the same
    visit. Raises like `go_out`."""
    at = _come(at, "out_at")
    if route.to_on and route.to_on < timezone.localdate(at):
        raise ValidationError(_("Ruten er stoppet."))
    return go_out(visit=_of_day(route, at, by), by=by, at=at)


@action
def go_out(*, visit: Visit, by: User, at: datetime | None = None) -> Visit:
    """`by` goes out, now or `at`, with those who were to go; expected back when the plan ends. Out already, one joins.

    Raises ValidationError for a visit that was over by then or is called off, and by field for a moment to come.
    """
    visit = _locked(visit)
    at = _come(at, "out_at")
    if visit.cancelled_at:
        raise ValidationError(_("Besøget er aflyst."))
    if visit.back_at and visit.back_at < at:
        raise ValidationError(_("Besøget er slut."))
    if visit.out_at is None:
        visit.out_at, visit.day = at, timezone.localdate(at)
        visit.expected_back_at = _expected(visit, at)
        _save(visit)
    if not visit.workers.filter(user=by).exists():
        VisitWorker(visit=visit, user=by).save()
    return visit


@action
def more_time(*, visit: Visit, by: User, seen: datetime | None = None, at: datetime | None = None) -> Visit:
    """Half an hour more, from the expected time or, when that is over, from now or `at`.

    `seen`: the expected time that stood on the button, so that two who press prolong once.
    """
    visit = _locked(visit)
    at = _come(at, "expected_back_at")
    if visit.is_out and visit.expected_back_at and (seen is None or seen == visit.expected_back_at):
        visit.expected_back_at = max(visit.expected_back_at, at) + MORE_TIME
        visit.save()
    return visit


@action
def come_back(
    *,
    visit: Visit,
    met: int,
    cards: int,
    by: User,
    note: str = "",
    safety_note: str = "",
    at: datetime | None = None,
) -> Visit:
    """Back, now or `at`; nobody met is 0. `safety_note` is added to what stands there. A second time it changes
    nothing.

    Raises ValidationError by field.
    """
    visit = _locked(visit)
    at = _come(at, "back_at")
    if visit.back_at:
        return visit
    if visit.out_at is None:
        raise ValidationError(_("I er ikke gået ud endnu."))
    if at < visit.out_at:
        raise ValidationError({"back_at": _("I kan ikke være tilbage, før I gik ud.")})
    visit.back_at, visit.met, visit.cards, visit.note = at, met, cards, note.strip()
    visit.safety_note = "\n".join(part for part in (visit.safety_note, safety_note.strip()) if part)
    visit.clean_fields(exclude=_UNTOUCHED)
    visit.save()
    return visit


@action
def correct_visit(
    *,
    visit: Visit,
    day: date,
    planned_from: time | None,
    planned_to: time | None,
    out_at: datetime | None,
    expected_back_at: datetime | None,
    back_at: datetime | None,
    met: int | None,
    cards: int | None,
    own_minutes: int | None,
    note: str,
    safety_note: str,
    workers: Iterable[User],
    by: User,
) -> Visit:
    """What really happened. Without `back_at` one is out again. Raises ValidationError by field."""
    visit = _locked(visit)
    visit.day = timezone.localdate(out_at) if out_at else day
    visit.out_at, visit.back_at = out_at, back_at
    _check_moments(visit)
    expected = expected_back_at or visit.expected_back_at or back_at or (out_at + USUAL if out_at else None)
    visit.expected_back_at = max(expected, out_at) if expected and out_at else None
    visit.met, visit.cards = (met or 0, cards or 0) if back_at else (met, cards)
    visit.own_minutes, visit.note = own_minutes, note.strip()
    _plan(visit, planned_from, planned_to, safety_note)
    _save(visit)
    set_workers(visit.workers, workers)
    return visit


@action
def call_off(*, visit: Visit, because: str, by: User) -> Visit:
    """Raises ValidationError without a reason, and for a visit that has begun."""
    visit = _locked(visit)
    if visit.out_at:
        raise ValidationError(_("Besøget er begyndt og kan ikke aflyses."))
    if visit.cancelled_at is None:
        visit.cancelled_because = " ".join(because.split())
        if not visit.cancelled_because:
            raise ValidationError({"because": _("Skriv kort, hvorfor besøget er aflyst.")})
        visit.cancelled_at, visit.cancelled_by = timezone.now(), by
        visit.clean_fields(exclude=_UNTOUCHED)
        visit.save()
    return visit


@action
def call_off_route(*, route: Route, because: str, by: User) -> Visit:
    """Today's visit on the route does not take place. Raises ValidationError like `call_off`."""
    return call_off(visit=_of_day(route, timezone.now(), by), because=because, by=by)


@action
def take_up_again(*, visit: Visit, by: User) -> Visit:
    """It takes place after all. Raises ValidationError when the route got another visit that day meanwhile."""
    visit = _locked(visit)
    if visit.cancelled_at:
        visit.cancelled_at, visit.cancelled_by, visit.cancelled_because = None, None, ""
        _save(visit)
    return visit


@action
def remember_alert(*, visit: Visit, expected_back_at: datetime, by: User, reason: str = "") -> VisitAlert | None:
    """Colleagues were told of it. None where another run has written it meanwhile."""
    _locked(visit)
    if VisitAlert.objects.filter(visit=visit, expected_back_at=expected_back_at).exists():
        return None
    alert = VisitAlert(visit=visit, expected_back_at=expected_back_at)
    alert.save()
    return alert


def _come(at: datetime | None, field: str) -> datetime:
    """The moment, or now. Raises ValidationError at `field` for one that has not come."""
    now = timezone.now()
    if at and at > now:
        raise ValidationError({field: _("Tidspunktet ligger i fremtiden.")})
    return at or now


def _of_day(route: Route, at: datetime, by: User) -> Visit:
    """The visit on the route at that moment of its day, planned now if nobody has: with those who usually go, work here
    still and were not away. One that ended since is the same walk."""
    # Two who press at once wait for one another here.
    Route.objects.select_for_update().get(pk=route.pk)
    day = timezone.localdate(at)
    there = Visit.objects.filter(route=route, day=day, cancelled_at=None)
    visit = there.filter(back_at__gte=at).order_by("out_at", "pk").first() or there.unfinished().first()
    if visit:
        return visit
    away = Absence.objects.current(day).filter(unit_id=route.unit_id).values("user_id")
    usual = workers_of(route.unit_id).filter(pk__in=route.workers.values("user_id")).exclude(pk__in=away)
    return plan_visit(
        unit=route.unit,
        day=day,
        workers=usual,
        route=route,
        planned_from=route.from_at,
        planned_to=route.to_at,
        by=by,
    )


def _locked(visit: Visit) -> Visit:
    """Two who press at once wait for one another here; the route first, as where a visit is made."""
    if visit.route_id:
        Route.objects.select_for_update().get(pk=visit.route_id)
    found: Visit = Visit.objects.select_for_update(of=("self",)).select_related("route", "place").get(pk=visit.pk)
    return found


def _plan(visit: Visit, planned_from: time | None, planned_to: time | None, safety_note: str) -> None:
    if planned_from and planned_to and planned_to <= planned_from:
        raise ValidationError({"planned_to": _("Besøget slutter, før det begynder.")})
    visit.planned_from, visit.planned_to, visit.safety_note = planned_from, planned_to, safety_note.strip()
    visit.clean_fields(exclude=_UNTOUCHED)


def _save(visit: Visit) -> None:
    """Raises ValidationError for a second visit of the route that day, and for an id that is somebody else's."""
    others = Visit.objects.filter(route=visit.route_id, day=visit.day).unfinished().exclude(pk=visit.pk)
    if visit.route_id and not visit.back_at and not visit.cancelled_at and others.exists():
        raise ValidationError(_("Der er allerede et besøg på ruten den dag."))
    try:
        with transaction.atomic():
            visit.save()
    except IntegrityError as error:
        if not is_taken_elsewhere(error):
            raise
        raise ValidationError(_("Denne indtastning er allerede brugt til noget andet. Begynd forfra.")) from error


def _expected(visit: Visit, now: datetime) -> datetime:
    """When the plan ends; with less than half an hour to go, or no plan, the usual."""
    if visit.planned_to is None:
        return now + USUAL
    end = timezone.make_aware(datetime.combine(timezone.localdate(now), visit.planned_to))
    return max(end, now + MORE_TIME)


def _check_moments(visit: Visit) -> None:
    now = timezone.now()
    if visit.back_at and not visit.out_at:
        raise ValidationError({"out_at": _("Skriv, hvornår I gik ud.")})
    if visit.out_at and visit.out_at > now:
        raise ValidationError({"out_at": _("Tidspunktet ligger i fremtiden.")})
    if visit.back_at and visit.back_at > now:
        raise ValidationError({"back_at": _("Tidspunktet ligger i fremtiden.")})
    if visit.out_at and visit.back_at and visit.back_at < visit.out_at:
        raise ValidationError({"back_at": _("I kan ikke være tilbage, før I gik ud.")})
    if visit.out_at and visit.cancelled_at:
        raise ValidationError({"out_at": _("Besøget er aflyst. Fortryd aflysningen først.")})
