"""The unit's courses as facts to count and to list: one reading answers every number and the rows behind it.

Compact rows in four queries, counted in Python: a query for each number would ask the same tables twenty times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.models import Organisation, User
from cases.limit import Load
from cases.models import Assignment, Case, CasePause, CasePeriod, Citizen, Contact, StepRun
from cases.pathway import Pathway, Phase, pathways
from cases.progress import Run, reached
from cases.rhythm import Rhythms, is_long_since, is_resting, phase_key
from cases.stays import stayed_q
from cases.unit_people import Person, load_from, people_of
from cases.weights import admitted_q, weight_of


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
    """A period as it was read, with what is true of its course today. `key`: the course as `_runs` names it."""

    case_id: UUID
    key: str
    citizen_id: UUID
    pathway: str
    opened_at: datetime
    closed_at: datetime | None
    agreed: int | None
    worker_id: UUID | None
    covered: bool
    paused: bool
    admitted: bool
    in_stay: bool
    talked_at: datetime | None


@dataclass(frozen=True)
class _Day:
    """What every course is held against."""

    today: date
    #: When the month began.
    first: datetime
    zone: tzinfo
    organisation: Organisation
    rhythms: Rhythms
    people: dict[UUID, Person]
    pathways: dict[str, Pathway]
    #: The phase of each step of any model, and how `Organisation.phase_rhythms` names it.
    phases: dict[str, Phase]
    keys: dict[str, str]

    def date_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()


def read_unit(user: User, today: date) -> Unit:
    """The courses of the unit the user acts in. Four queries; three while nobody has gone long without a talk."""
    organisation = user.membership.organisation
    first = timezone.make_aware(datetime.combine(today.replace(day=1), time.min))
    rows = [_Row(*values) for values in _periods(user, today, first)]
    people = people_of(user, today, {row.worker_id for row in rows if row.closed_at is None and row.worker_id})
    day = _day(organisation, people, today, first)
    runs = _runs(user.membership.unit_id, day)
    courses: dict[UUID, UnitCourse] = {}
    for row in rows:
        courses[row.case_id] = _course(row, runs.get(row.key, []), day, courses.get(row.case_id))
    told = _leave_in_peace(list(courses.values()), today)
    load = load_from(people, ((course.worker_id, course.weight) for course in told if course.is_open), organisation)
    return Unit(today, told, people, load)


def _day(organisation: Organisation, people: dict[UUID, Person], today: date, first: datetime) -> _Day:
    known = {declared.key: declared for declared in pathways()}
    steps = [
        (step, phase, declared) for declared in known.values() for phase in declared.phases for step in phase.steps
    ]
    return _Day(
        today=today,
        first=first,
        zone=timezone.get_current_timezone(),
        organisation=organisation,
        rhythms=Rhythms.of(organisation),
        people=people,
        pathways=known,
        phases={step.key: phase for step, phase, _declared in steps},
        keys={step.key: phase_key(declared, phase) for step, phase, declared in steps},
    )


def _periods(user: User, today: date, first: datetime) -> QuerySet:
    """Open periods and those closed since `first`, of each course the oldest first."""
    current = Assignment.objects.current(today).filter(case=OuterRef("pk"))
    carried = current.filter(kind=Assignment.Kind.CONTACT_PERSON).order_by("-from_on", "-pk")
    talked = Contact.objects.talked().filter(citizen=OuterRef("citizen")).order_by("-at")
    asked = Q(periods__closed_at=None) | Q(periods__closed_at__gte=first)
    return (
        Case.objects.visible_to(user)
        # The organisation's open and latest periods have an index; the unit's courses of all years are many more.
        .filter(asked, unit_id=user.membership.unit_id, periods__organisation_id=user.membership.organisation_id)
        .annotate(
            key=Cast("pk", CharField()),
            worker=Subquery(carried.values("user_id")[:1], output_field=UUIDField()),
            covered=Exists(current.filter(kind=Assignment.Kind.COVER)),
            paused=Exists(CasePause.objects.filter(case=OuterRef("pk"), resumed_at=None)),
            admitted=admitted_q(today),
            in_stay=stayed_q(today),
            talked_at=Subquery(talked.values("at")[:1]),
        )
        .order_by("periods__opened_at", "pk")
        .values_list(
            "pk", "key", "citizen_id", "pathway", "periods__opened_at", "periods__closed_at",
            "citizen__rhythm_days", "worker", "covered", "paused", "admitted", "in_stay", "talked_at",
        )
    )  # fmt: skip


def _runs(unit_id: UUID | None, day: _Day) -> dict[str, list[Run]]:
    """Of each course of the unit the goes at the steps that its pathway still knows; who may see it is asked elsewhere.

    Ids as text: there are thousands of them, and none leaves this module.
    """
    runs: dict[str, list[Run]] = {}
    lately = Q(closed_at=None) | Q(closed_at__gte=day.first)
    asked = CasePeriod.objects.filter(lately, organisation_id=day.organisation.pk, case__unit_id=unit_id)
    rows = StepRun.objects.filter(organisation_id=day.organisation.pk, case__in=asked.values("case")).order_by()
    told = rows.annotate(of=Cast("case_id", CharField()), key=Cast("pk", CharField()))
    for key, *run in told.values_list("of", "key", "step", "started_at", "ended_at", "skipped_at"):
        if run[1] in day.phases:
            runs.setdefault(key, []).append(Run(*run))
    return runs


def _course(row: _Row, runs: list[Run], day: _Day, before: UnitCourse | None) -> UnitCourse:
    """`before`: what an earlier period of the same course told."""
    is_open = row.closed_at is None
    opened_on = day.date_of(row.opened_at)
    talked_on = day.date_of(row.talked_at) if row.talked_at else None
    declared = day.pathways.get(row.pathway)
    now = reached(declared, day.phases, runs) if declared else None
    step = now.step if now else None
    worker = day.people.get(row.worker_id) if row.worker_id else None
    here = worker is not None and worker.works_here
    paused, away = is_open and row.paused, is_open and (row.admitted or row.in_stay)
    return UnitCourse(
        id=row.case_id,
        citizen_id=row.citizen_id,
        pathway=row.pathway,
        opened_on=opened_on,
        closed_on=day.date_of(row.closed_at) if row.closed_at else None,
        worker_id=row.worker_id if is_open else None,
        team_id=worker.team_id if worker else None,
        phase=day.keys[now.step] if now else "",
        step=step,
        since=day.date_of(now.since) if now else opened_on,
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
            in_stay=row.in_stay,
        ),
        unassigned=is_open and not here,
        waits=is_open
        and worker is not None
        and here
        and ((worker.is_away and not row.covered) or worker.stops_soon(day.today)),
        opened_this_month=row.opened_at >= day.first or bool(before and before.opened_this_month),
        closed_this_month=row.closed_at is not None or bool(before and before.closed_this_month),
    )


def _leave_in_peace(courses: list[UnitCourse], today: date) -> list[UnitCourse]:
    """The courses, of which those are not long since whose citizen said "ikke nu" or "nej", or died.

    Whose courses these are, the user may see.
    """
    asked = {course.citizen_id for course in courses if course.long_since}
    rows = Citizen.objects.filter(pk__in=asked).with_rest().with_death()
    in_peace = {
        pk
        for pk, rest_until, is_dead in rows.order_by().values_list("pk", "rest_until", "is_dead")
        if is_dead or is_resting(rest_until, today)
    }
    return [course._replace(long_since=False) if course.citizen_id in in_peace else course for course in courses]
