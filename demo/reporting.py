"""The month that is to be reported next: one that is whole, one with gaps, two that are one, an anonymous one; and the
points of a quality standard that the municipality has written so far."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import User
from accounts.policy import Role
from cases.actions.case import close_case, open_case
from cases.actions.citizen import add_citizen, edit_citizen
from cases.actions.task import end_request, finish_task, register_request
from cases.models import Case, CasePeriod, Citizen, Task, TreatmentRequest
from demo.organisations import Stage
from demo.people import cpr
from measurements.actions.outcome import say_outcome
from measurements.actions.standard import write_point
from measurements.models import StandardPoint, TreatmentOutcome
from measurements.smdb.months import Month, next_due
from outreach.actions.ending import follow_up
from outreach.actions.enrolment import enrol
from outreach.pathway import OUTREACH

Reason, Outcome, Beside = CasePeriod.CloseReason, TreatmentOutcome.Outcome, StandardPoint.Beside
ANONYMOUS = "Gæsten"
AGREED = "Aftalt med lederen"
REFUSED = "Vil helst ikke kontaktes mere."
DONE, MISSED = Task.Outcome.DONE, Task.Outcome.MISSED
WHY_LATE = "Borgeren var indlagt i ugen imellem."

#: (number, heading, text, figures beside): invented, as a municipality might have decided it.
POINTS = (
    (
        1, "Hvem behandlingen er for",
        "Behandlingen er for borgere over 18 år, der bor eller opholder sig i kommunen og vil ændre på deres brug af "
        "stoffer.\n\nIngen bliver afvist, fordi de ikke kan møde op: så kommer vi ud.",
        "",
    ),
    (
        2, "Hvad vi tilbyder",
        "Ambulant behandling, dagbehandling og døgnbehandling efter visitation. Den udgående indsats kan begynde "
        "samme dag.",
        "",
    ),
    (
        5, "Behandling inden 14 dage",
        "Behandlingen begynder senest 14 dage efter, at borgeren første gang har bedt om den, mundtligt eller på "
        "skrift. Lederen ser listen over frister hver mandag.",
        Beside.GUARANTEE,
    ),
    (
        9, "Planen",
        "Borgeren får en plan med egne ord senest den dag, behandlingen begynder.",
        Beside.PLANS,
    ),
    (
        12, "Opfølgning efter behandlingen",
        "Vi spørger, hvordan det går, en måned og et halvt år efter. Borgeren kan sige nej.",
        Beside.FOLLOW_UP,
    ),
)  # fmt: skip


def fill(stage: Stage) -> None:
    """Chosen with a random source of its own: what else the demo tells stays as it was."""
    random, month = Random(f"reporting-{stage.town.seed}"), next_due(timezone.localdate(stage.now))
    worker, _caseload = stage.workers()[0]
    with acting_as(worker) as by:
        whole, gaps, twice = _those_who_ended(stage)
        _told_in_full(whole, month, random, by=by)
        _with_gaps(gaps, month, by=by)
        _two_that_are_one(twice, month, random, by=by)
        _anonymous(stage, month, by=by)
        _asked_how_it_goes(stage, by=by)
    with acting_as(stage.membership(Role.LEADER)) as by:
        since = timezone.localdate(stage.begins)
        for number, title, text, beside in POINTS:
            write_point(
                organisation=stage.organisation, number=number, seen=0, title=title, text=text, beside=beside,
                from_on=since, by=by,
            )  # fmt: skip


def _those_who_ended(stage: Stage) -> Iterator[Citizen]:
    """Three who were guided and are carried by nobody now: they have come back and asked for treatment."""
    ended = Case.objects.filter(unit=stage.unit, periods__close_reason=Reason.GUIDANCE_GIVEN)
    busy = Case.objects.open().values("citizen")
    asked = TreatmentRequest.objects.values("citizen")
    rows = Citizen.objects.filter(cases__in=ended, identity="named", protected=False, merged_into=None)
    yield from rows.exclude(pk__in=busy).exclude(pk__in=asked).distinct().order_by("pk")[:3]


def _told_in_full(citizen: Citizen, month: Month, random: Random, *, by: User) -> None:
    _complete(citizen, random, by=by)
    period = _treated(citizen, month.first, 6, 12, Reason.COMPLETED, by=by, substitution_on=_day(month, 8))
    say_outcome(period=period, outcome=Outcome.REDUCED, by=by)


def _with_gaps(citizen: Citizen, month: Month, *, by: User) -> None:
    """Begun after the deadline; nobody wrote who treats, nor what came of it."""
    edit_citizen(citizen=citizen, gender="", home_municipality="", by=by)
    asked = month.first - timedelta(days=14)
    _treated(citizen, asked, 4, 11, Reason.CITIZENS_WISH, by=by, therapist="")


def _two_that_are_one(citizen: Citizen, month: Month, random: Random, *, by: User) -> None:
    """Ended, and begun again on the eighth day: nobody begins twice, and it ends once."""
    _complete(citizen, random, by=by)
    before = month.before
    first = _treated(
        citizen,
        before.first,
        5,
        None,
        "",
        by=by,
        month=before,
        offer_words="Ambulant behandling",
        therapist="Maja Thorup",
    )
    ended = _close(first.case, month.first + timedelta(days=1), Reason.CITIZENS_WISH, by=by)
    say_outcome(period=ended, outcome=Outcome.OTHER, by=by)
    second = _treated(citizen, month.first + timedelta(days=5), 9, 12, Reason.OTHER_OFFER, by=by)
    say_outcome(period=second, outcome=Outcome.REDUCED, by=by)


def _anonymous(stage: Stage, month: Month, *, by: User) -> None:
    """SEL § 101 a: stands in no list but as a number."""
    citizen = add_citizen(
        unit=stage.unit, identity="anonymous", anonymous_basis="sel_101a", alias=ANONYMOUS, name="", by=by
    )
    _treated(citizen, month.first, 3, None, "", by=by)


def _asked_how_it_goes(stage: Stage, *, by: User) -> None:
    """Of those who ended within the year most were asked a month later, and one would rather not be."""
    ended = CasePeriod.objects.filter(case__unit=stage.unit, case__pathway=OUTREACH.key, follow_ups=None)
    lately = ended.filter(closed_at__gt=stage.now - timedelta(days=364), closed_at__lt=stage.now - timedelta(days=200))
    rows = lately.filter(close_reason__in=(Reason.COMPLETED, Reason.STABLE_CONTACT)).select_related("case__citizen")
    for number, period in enumerate(rows.order_by("closed_at")):
        tasks = follow_up(period=period, refused=REFUSED if number == 1 else None, by=by)
        for task in tasks:
            at = min(_moment(task.due_on + timedelta(days=3)), stage.now)
            finish_task(task=task, outcome=MISSED if number == 2 else DONE, at=at, by=by)


def _complete(citizen: Citizen, random: Random, *, by: User) -> None:
    code = citizen.organisation.municipality_code
    edit_citizen(
        citizen=citizen, gender=citizen.gender or "woman", home_municipality=citizen.home_municipality or code,
        cpr=citizen.cpr or cpr(random, citizen.birth_year or 1980), by=by,
    )  # fmt: skip


def _treated(
    citizen: Citizen, asked: date, begun: int, ended: int | None, reason: str, *, by: User, month: Month | None = None,
    **enrolled: Any,
) -> CasePeriod:  # fmt: skip
    """Asked for on a day, begun and ended on days of `month`, or of the one that is reported next."""
    month = month or next_due(timezone.localdate())
    case = open_case(
        citizen=citizen, unit=citizen.unit, pathway=OUTREACH.key, contact_person=by, at=_moment(asked),
        over_limit_reason=AGREED, by=by,
    )  # fmt: skip
    begun_on = _day(month, begun)
    late = (begun_on - asked).days > 14
    request = register_request(citizen=citizen, on=asked, by=by)
    end_request(request=request, outcome="started", on=begun_on, note=WHY_LATE if late else "", by=by)
    told = {"offer_words": "Dagbehandling", "therapist": "Jonas Bisgaard", **enrolled}
    enrol(case=case, enrolled_on=begun_on, **told, by=by)
    if ended:
        _close(case, _day(month, ended), reason, by=by)
    period: CasePeriod = CasePeriod.objects.select_related("case").get(case=case)
    return period


def _close(case: Case, on: date, reason: str, *, by: User) -> CasePeriod:
    period = close_case(case=case, reason=reason, at=_moment(on), by=by)
    follow_up(period=period, by=by)
    return period


def _day(month: Month, number: int) -> date:
    return month.first.replace(day=number)


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(11)))
