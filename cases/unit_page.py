"""The unit's courses as its leader and its workers see them. By name, never as a ranking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cases.caseload import CitizenRow, CourseRow
from cases.dates import ago, short_day
from cases.models import Assignment, Case, CasePause, CasePeriod, Task
from cases.names import danish_sort_key
from cases.workers import workers_of


@dataclass(frozen=True)
class WorkerRow:
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


def courses_of_unit(user: User) -> QuerySet[Case]:
    """The open courses of the unit the user acts in."""
    return Case.objects.visible_to(user).open().filter(unit_id=user.membership.unit_id)


def without_contact_person(user: User, today: date) -> QuerySet[Case]:
    """Open courses that nobody who works in the unit carries as contact person today."""
    workers = workers_of(user.membership.unit_id).order_by().values("pk")
    carried = Assignment.objects.current(today).filter(
        case=OuterRef("pk"), kind=Assignment.Kind.CONTACT_PERSON, user__in=workers
    )
    return courses_of_unit(user).exclude(Exists(carried))


def carried_as_contact_person(user: User, worker_id: UUID, today: date) -> QuerySet[Case]:
    """The unit's open courses of which `worker_id` is the contact person."""
    rows = Assignment.objects.current(today).filter(
        case=OuterRef("pk"), user_id=worker_id, kind=Assignment.Kind.CONTACT_PERSON
    )
    return courses_of_unit(user).filter(Exists(rows))


def worker_rows(user: User, today: date) -> list[WorkerRow]:
    """Everybody who works in the unit or is contact person of one of its open courses, by name. Three queries."""
    names = dict(workers_of(user.membership.unit_id).values_list("pk", "name"))
    here = set(names)
    courses: dict[UUID, tuple[int, int]] = {}
    for worker_id, name, number, paused in _carried(user, today):
        names.setdefault(worker_id, name)
        courses[worker_id] = (number, paused)
    overdue = _overdue(user, today)
    ordered = sorted(names.items(), key=lambda item: (danish_sort_key(item[1]), item[0]))
    return [
        WorkerRow(
            name=name,
            url=reverse("cases:unit_worker", args=[pk]),
            courses=str(courses.get(pk, (0, 0))[0]),
            paused=str(courses.get(pk, (0, 0))[1]),
            overdue=str(overdue.get(pk, 0)),
            has_left=pk not in here,
        )
        for pk, name in ordered
    ]


def _carried(user: User, today: date) -> QuerySet:
    paused = CasePause.objects.filter(case=OuterRef("case"), resumed_at=None)
    return (
        Assignment.objects.current(today)
        .filter(kind=Assignment.Kind.CONTACT_PERSON, case__in=courses_of_unit(user).values("pk"))
        .annotate(is_paused=Exists(paused))
        .values("user_id", "user__name")
        .annotate(number=Count("*"), resting=Count("pk", filter=Q(is_paused=True)))
        .values_list("user_id", "user__name", "number", "resting")
    )


def _overdue(user: User, today: date) -> dict[UUID, int]:
    late = Task.objects.visible_to(user).open().filter(unit_id=user.membership.unit_id, due_on__lt=today)
    return dict(late.values("owner_id").annotate(number=Count("*")).values_list("owner_id", "number"))


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
