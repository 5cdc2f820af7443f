"""The unit's courses as facts to count and to list: one reading answers every number and the rows behind it.

Compact rows in four queries, counted in Python: a query for each number would ask the same tables twenty times.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.utils import timezone

from accounts.models import Organisation, User
from cases.dates import local_day
from cases.limit import Load
from cases.models import Assignment, Case, CasePause, CasePeriod, Citizen, Contact, StepRun
from cases.pathway import Pathway, pathways
from cases.progress import Run, phase_since, phase_step
from cases.rhythm import Rhythms, is_long_since, is_resting, phase_key
from cases.unit_people import Person, load_from, people_of
from cases.weights import away_q, weight_of


class UnitCourse(NamedTuple):
    """One course that is open, or was closed this month. What is said of a closed one is what it was closed as."""

    id: UUID
    citizen_id: UUID
    pathway: str
    opened_on: date
    closed_on: date | None
    #: Its contact person today, also one who has left.
    worker_id: UUID | None
    team_id: UUID | None
    #: "outreach.motivation"; empty before the first step.
    phase: str
    step: str | None
    #: When the phase began; the opening before the first step.
    since: date
    talked_on: date | None
    paused: bool
    #: Admitted somewhere or in a stay.
    away: bool
    weight: Decimal
    long_since: bool
    #: Nobody who works here is its contact person.
    unassigned: bool
    #: Its contact person is away without a cover, or stops soon.
    waits: bool
    opened_this_month: bool
    closed_this_month: bool

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


@dataclass(frozen=True)
class Unit:
    """A unit's courses and people on one day."""

    today: date
    #: The open ones, and those that were closed this month.
    courses: list[UnitCourse]
    people: dict[UUID, Person]
    load: Load

    @property
    def open(self) -> list[UnitCourse]:
        return [course for course in self.courses if course.is_open]


class _Row(NamedTuple):
    """A period as it was read, with what is true of its course today."""

    case_id: UUID
    citizen_id: UUID
    pathway: str
    opened_at: datetime
    closed_at: datetime | None
    agreed: int | None
    worker_id: UUID | None
    covered: bool
    paused: bool
    away: bool
    talked_at: datetime | None


@dataclass(frozen=True)
class _Day:
    """What every course is held against."""

    today: date
    organisation: Organisation
    rhythms: Rhythms
    people: dict[UUID, Person]
    pathways: dict[str, Pathway]


def read_unit(user: User, today: date) -> Unit:
    """The courses of the unit the user acts in. Four queries; three while nobody has gone long without a talk."""
    organisation = user.membership.organisation
    first = timezone.make_aware(datetime.combine(today.replace(day=1), time.min))
    rows = [_Row(*values) for values in _periods(user, today, first)]
    people = people_of(user, today, {row.worker_id for row in rows if row.closed_at is None and row.worker_id})
    known = {declared.key: declared for declared in pathways()}
    day = _Day(today, organisation, Rhythms.of(organisation), people, known)
    runs = _runs([row.case_id for row in rows], day)
    courses: dict[UUID, UnitCourse] = {}
    for row in rows:
        before = courses.get(row.case_id)
        courses[row.case_id] = _course(row, runs.get(row.case_id, []), day)._replace(
            opened_this_month=row.opened_at >= first or bool(before and before.opened_this_month),
            closed_this_month=row.closed_at is not None or bool(before and before.closed_this_month),
        )
    told = _leave_in_peace(user, list(courses.values()), today)
    load = load_from(people, ((course.worker_id, course.weight) for course in told if course.is_open), organisation)
    return Unit(today, told, people, load)


def _periods(user: User, today: date, first: datetime) -> QuerySet:
    """Open periods and those closed since `first`, of each course the oldest first."""
    cases = Case.objects.visible_to(user).filter(unit_id=user.membership.unit_id)
    current = Assignment.objects.current(today).filter(case=OuterRef("case"))
    carried = current.filter(kind=Assignment.Kind.CONTACT_PERSON).order_by("-from_on", "-pk")
    talked = Contact.objects.talked().filter(citizen=OuterRef("case__citizen")).order_by("-at")
    return (
        CasePeriod.objects.filter(Q(closed_at=None) | Q(closed_at__gte=first), case__in=cases.values("pk"))
        .annotate(
            worker=Subquery(carried.values("user_id")[:1], output_field=UUIDField()),
            covered=Exists(current.filter(kind=Assignment.Kind.COVER)),
            paused=Exists(CasePause.objects.filter(case=OuterRef("case"), resumed_at=None)),
            away=away_q(today, citizen="case__citizen"),
            talked_at=Subquery(talked.values("at")[:1]),
        )
        .order_by("opened_at", "pk")
        .values_list(
            "case_id", "case__citizen_id", "case__pathway", "opened_at", "closed_at", "case__citizen__rhythm_days",
            "worker", "covered", "paused", "away", "talked_at",
        )
    )  # fmt: skip


def _runs(case_ids: Iterable[UUID], day: _Day) -> dict[UUID, list[Run]]:
    """Each course's goes at the steps that its pathway still knows."""
    known = {step.key for declared in day.pathways.values() for step in declared.steps()}
    runs: dict[UUID, list[Run]] = {}
    columns = ("case_id", "pk", "step", "started_at", "ended_at", "skipped_at")
    for case_id, *told in StepRun.objects.filter(case_id__in=set(case_ids)).order_by().values_list(*columns):
        if told[1] in known:
            runs.setdefault(case_id, []).append(Run(*told))
    return runs


def _course(row: _Row, runs: list[Run], day: _Day) -> UnitCourse:
    is_open, step = row.closed_at is None, phase_step(runs)
    opened_on, talked_on = timezone.localdate(row.opened_at), local_day(row.talked_at)
    declared = day.pathways.get(row.pathway)
    reached = phase_since(declared, runs) if declared else None
    worker = day.people.get(row.worker_id) if row.worker_id else None
    here = worker is not None and worker.works_here
    paused, away = is_open and row.paused, is_open and row.away
    return UnitCourse(
        id=row.case_id,
        citizen_id=row.citizen_id,
        pathway=row.pathway,
        opened_on=opened_on,
        closed_on=local_day(row.closed_at),
        worker_id=row.worker_id if is_open else None,
        team_id=worker.team_id if worker else None,
        phase=phase_key(declared, reached[0]) if declared and reached else "",
        step=step,
        since=reached[1] if reached else opened_on,
        talked_on=talked_on,
        paused=paused,
        away=away,
        weight=weight_of(paused=paused, away=away, organisation=day.organisation) if is_open else Decimal(0),
        long_since=is_open
        and is_long_since(
            talked_on=talked_on,
            opened_on=opened_on,
            days=day.rhythms.days(row.agreed, step),
            today=day.today,
            paused=paused,
        ),
        unassigned=is_open and not here,
        waits=is_open
        and worker is not None
        and here
        and ((worker.is_away and not row.covered) or worker.stops_soon(day.today)),
        opened_this_month=False,
        closed_this_month=False,
    )


def _leave_in_peace(user: User, courses: list[UnitCourse], today: date) -> list[UnitCourse]:
    """The courses, of which those are not long since whose citizen said "ikke nu" or "nej", or died."""
    asked = {course.citizen_id for course in courses if course.long_since}
    rows = Citizen.objects.visible_to(user).filter(pk__in=asked).with_rest().with_death()
    in_peace = {
        pk
        for pk, rest_until, is_dead in rows.order_by().values_list("pk", "rest_until", "is_dead")
        if is_dead or is_resting(rest_until, today)
    }
    return [course._replace(long_since=False) if course.citizen_id in in_peace else course for course in courses]
