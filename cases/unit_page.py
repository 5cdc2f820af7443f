"""The unit's courses as its leader and its workers see them. By name, never as a ranking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cases.caseload import CitizenRow, CourseRow
from cases.dates import ago, short_day
from cases.models import Assignment, Case, CasePause, CasePeriod, Task
from cases.models.case import CaseQuerySet
from cases.names import danish_sort_key
from cases.workers import workers_of


@dataclass(frozen=True)
class WorkerRow:
    id: UUID
    name: str
    url: str
    courses: str
    paused: str
    overdue: str
    #: No longer works in the unit, and still stands as contact person.
    has_left: bool


@dataclass(frozen=True)
class CourseLine:
    """One course to choose and to give somebody."""

    id: UUID
    label: str
    url: str
    meta: str
    paused: bool

    @property
    def key(self) -> str:
        """As a form sends it."""
        return str(self.id)


def courses_of_unit(user: User) -> CaseQuerySet:
    """The open courses of the unit the user acts in."""
    return Case.objects.visible_to(user).open().filter(unit_id=user.membership.unit_id)


def without_contact_person(user: User, today: date) -> CaseQuerySet:
    """Open courses that nobody who works in the unit carries as contact person today."""
    workers = workers_of(user.membership.unit_id).order_by().values("pk")
    carried = Assignment.objects.current(today).filter(
        case=OuterRef("pk"), kind=Assignment.Kind.CONTACT_PERSON, user__in=workers
    )
    return courses_of_unit(user).exclude(Exists(carried))


def carried_as_contact_person(user: User, worker_id: UUID, today: date) -> CaseQuerySet:
    """The unit's open courses of which `worker_id` is the contact person."""
    rows = Assignment.objects.current(today).filter(
        case=OuterRef("pk"), user_id=worker_id, kind=Assignment.Kind.CONTACT_PERSON
    )
    return courses_of_unit(user).filter(Exists(rows))


def worker_rows(user: User, today: date) -> list[WorkerRow]:
    """Everybody who works in the unit or has open courses or late tasks there, by name. One query."""
    here = _tally("here", workers_of(user.membership.unit_id), "pk", "name", Value(0), Value(0))
    paused = CasePause.objects.filter(case=OuterRef("case"), resumed_at=None)
    courses = Assignment.objects.current(today).filter(
        kind=Assignment.Kind.CONTACT_PERSON, case__in=courses_of_unit(user).values("pk")
    )
    carried = _tally(
        "courses",
        courses.annotate(is_paused=Exists(paused)),
        "user_id",
        "user__name",
        Count("pk"),
        Count("pk", filter=Q(is_paused=True)),
    )
    late = Task.objects.visible_to(user).open().filter(unit_id=user.membership.unit_id, due_on__lt=today)
    overdue = _tally("overdue", late, "owner_id", "owner__name", Count("pk"), Value(0))
    people: dict[UUID, dict[str, Any]] = {}
    for kind, pk, name, number, resting in here.union(carried, overdue, all=True):
        people.setdefault(pk, {"name": name})[kind] = (number, resting)
    ordered = sorted(people.items(), key=lambda item: (danish_sort_key(item[1]["name"]), item[0]))
    return [_worker(pk, told) for pk, told in ordered]


def _tally(kind: str, rows: QuerySet, who: str, name: str, number: Any, resting: Any) -> QuerySet:
    """(kind, person, name, number, number) of `rows` for each person: a part of the union in `worker_rows`."""
    return (
        rows.order_by()
        .annotate(tally=Cast(Value(kind), CharField(max_length=10)), who=F(who), called=F(name))
        .values("tally", "who", "called")
        .annotate(number=number, resting=resting)
        .values_list("tally", "who", "called", "number", "resting")
    )


def _worker(pk: UUID, told: dict[str, Any]) -> WorkerRow:
    courses, paused = told.get("courses", (0, 0))
    return WorkerRow(
        id=pk,
        name=told["name"],
        url=reverse("cases:unit_worker", args=[pk]),
        courses=str(courses),
        paused=str(paused),
        overdue=str(told.get("overdue", (0, 0))[0]),
        has_left="here" not in told,
    )


def this_month(user: User, today: date) -> str:
    """How many courses began and ended this month, in words. One query."""
    first = timezone.make_aware(datetime.combine(today.replace(day=1), time.min))
    counted = CasePeriod.objects.filter(
        case__in=Case.objects.visible_to(user).filter(unit_id=user.membership.unit_id).values("pk")
    ).aggregate(opened=Count("pk", filter=Q(opened_at__gte=first)), closed=Count("pk", filter=Q(closed_at__gte=first)))
    opened = ngettext("%(number)s forløb åbnet", "%(number)s forløb åbnet", counted["opened"]) % {
        "number": counted["opened"]
    }
    closed = _("%(number)s afsluttet") % {"number": counted["closed"]}
    return _("I denne måned: %(opened)s, %(closed)s.") % {"opened": opened, "closed": closed}


def course_lines(courses: Iterable[CourseRow], citizens: dict[UUID, CitizenRow], today: date) -> list[CourseLine]:
    """Rows to choose among, by the citizens' names."""
    known = [(citizens[course.citizen_id], course) for course in courses if course.citizen_id in citizens]
    known.sort(key=lambda pair: (pair[0].sort_key, pair[1].case_id))
    return [_line(citizen, course, today) for citizen, course in known]


def _line(citizen: CitizenRow, course: CourseRow, today: date) -> CourseLine:
    talked = _("talt med %(ago)s") % {"ago": ago(citizen.talked_on, today)} if citizen.talked_on else ""
    opened = _("åbnet %(day)s") % {"day": short_day(course.opened_on, today)}
    return CourseLine(
        id=course.case_id,
        label=citizen.label,
        url=reverse("cases:case", args=[course.case_id]),
        meta=" · ".join(part for part in (course.phase, opened, talked) if part),
        paused=course.paused,
    )
