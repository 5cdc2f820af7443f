"""A worker is away for some days, and others stand in. A cover is an assignment with dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from audit.writing import action
from cases.absences import covered_courses
from cases.actions.covers import end_cover
from cases.dates import dates_words
from cases.models import Absence, Assignment
from cases.workers import workers_of

DAY = timedelta(days=1)


@action
def report_absence(
    *, unit: Unit, user: User, from_on: date, to_on: date, by: User, stand_in: User | None = None
) -> Absence:
    """`user` is away from `from_on` to and with `to_on`; `stand_in` covers all open courses of theirs in the unit.

    Raises ValidationError by field: dates that do not fit or overlap another absence, a stand-in who cannot.
    """
    # Two who press at once wait for one another here.
    User.objects.select_for_update().get(pk=user.pk)
    absence = Absence(unit=unit, user=user, from_on=from_on, to_on=to_on)
    _check_dates(absence)
    absence.save()
    if stand_in:
        set_covers(absence=absence, stand_ins={case.pk: stand_in for case in covered_courses(absence)}, by=by)
    return absence


@action
def change_absence(*, absence: Absence, from_on: date, to_on: date, by: User) -> Absence:
    """New dates; the covers follow. What has begun keeps its first day.

    Raises ValidationError like `report_absence`.
    """
    User.objects.select_for_update().get(pk=absence.user_id)
    today = timezone.localdate()
    if absence.from_on > today:
        absence.from_on = from_on
    absence.to_on = to_on
    _check_dates(absence)
    absence.save()
    for row in absence.covers.filter(to_on__gt=today):
        if row.from_on > today:
            row.from_on = max(absence.from_on, today)
        if row.from_on > absence.to_on:
            end_cover(cover=row, on=row.from_on, by=by)
            continue
        row.to_on = absence.to_on + DAY
        row.save()
    _check_stand_ins(absence, {row.user for row in absence.covers.select_related("user").filter(to_on__gt=today)})
    return absence


@action
def end_absence(*, absence: Absence, by: User) -> None:
    """The worker is back today; what had not begun is called off. Covers end with it."""
    today = timezone.localdate()
    for row in absence.covers.filter(to_on__gt=today):
        end_cover(cover=row, on=today, by=by)
    if absence.from_on < today:
        absence.to_on = min(absence.to_on, today - DAY)
        absence.save()
    elif not absence.covers.exists():
        absence.delete()


@action
def set_covers(*, absence: Absence, stand_ins: Mapping[UUID, User | None], by: User) -> None:
    """Who stands in, by course; None: nobody. Courses that are not named stay as they are. Raises ValidationError."""
    _check_stand_ins(absence, {user for user in stand_ins.values() if user})
    today = timezone.localdate()
    start, end = max(absence.from_on, today), absence.to_on + DAY
    if end <= today:
        raise ValidationError(_("Fraværet er slut."))
    cases = {case.pk: case for case in covered_courses(absence)}
    now = {row.case_id: row for row in absence.covers.filter(to_on__gt=today)}
    for case_id, user in stand_ins.items():
        row = now.get(case_id)
        if case_id not in cases or (row and user and row.user_id == user.pk):
            continue
        if row:
            end_cover(cover=row, on=start, by=by)
        if user:
            kind = Assignment.Kind.COVER
            Assignment(case=cases[case_id], user=user, kind=kind, from_on=start, to_on=end, absence=absence).save()


def _check_dates(absence: Absence) -> None:
    if absence.to_on < absence.from_on:
        raise ValidationError({"to_on": _("Sidste dag ligger før den første.")})
    if absence.to_on < timezone.localdate():
        raise ValidationError({"to_on": _("Fraværet er allerede slut. Vælg i dag eller en senere dag.")})
    others = Absence.objects.filter(
        user_id=absence.user_id, unit_id=absence.unit_id, from_on__lte=absence.to_on, to_on__gte=absence.from_on
    ).exclude(pk=absence.pk)
    other = others.order_by("from_on").first()
    if other:
        raise ValidationError(
            {
                "from_on": _("%(name)s er allerede meldt væk %(dates)s. Ret det fravær i stedet.")
                % {"name": absence.user.name, "dates": dates_words(other.from_on, other.to_on)}
            }
        )


def _check_stand_ins(absence: Absence, people: set[User]) -> None:
    """Raises ValidationError at `stand_in` for somebody who is away as well, has left, or is the absent one."""
    here = set(workers_of(absence.unit_id).values_list("pk", flat=True))
    away = {
        row.user_id: row
        for row in Absence.objects.filter(
            user__in=people, from_on__lte=absence.to_on, to_on__gte=max(absence.from_on, timezone.localdate())
        )
    }
    problems = []
    for person in sorted(people, key=lambda person: person.name):
        if person.pk == absence.user_id:
            problems.append(_("Man kan ikke være vikar for sig selv."))
        elif person.pk not in here:
            problems.append(_("%(name)s arbejder ikke i enheden mere. Vælg en anden.") % {"name": person.name})
        elif person.pk in away:
            dates = dates_words(away[person.pk].from_on, away[person.pk].to_on)
            problems.append(_("%(name)s er selv væk %(dates)s. Vælg en anden.") % {"name": person.name, "dates": dates})
    if problems:
        raise ValidationError({"stand_in": problems})
