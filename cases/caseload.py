"""A worker's citizens by what needs attention. Two queries and strings ready to show, however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.prepared import prepared
from cases.admissions import since_words
from cases.covering import absent_for, read_absent
from cases.dates import ago, local_day, near_day, short_day
from cases.models import Case, CasePause, CasePeriod, Citizen, Task
from cases.models.case import CaseQuerySet
from cases.progress import phase_title
from cases.rhythm import Rhythms, is_long_since, is_resting
from cases.stays import staying_since, staying_words


@dataclass(frozen=True)
class CourseRow:
    """An open course as lists need it."""

    case_id: UUID
    citizen_id: UUID
    phase: str
    opened_on: date
    paused: bool = False
    #: Key of the step that says in which phase the course is; None before the first.
    step: str | None = None
    #: Whom the reader stands in for on this course today, as (id, name).
    covers: tuple[UUID, str] | None = None


@dataclass(frozen=True)
class CitizenRow:
    """What lists say of a citizen."""

    id: UUID
    label: str
    sort_key: str
    place: str
    talked_on: date | None
    rest_until: date | None
    next_on: date | None
    #: Days between talks agreed with this citizen.
    rhythm_days: int | None = None
    is_dead: bool = False
    #: "Indlagt siden 3. november", or nothing.
    admitted: str = ""
    #: Looked after by others.
    in_stay: bool = False


@dataclass(frozen=True)
class Line:
    """One citizen of one's own, ready to show."""

    citizen_id: UUID
    label: str
    url: str
    phase: str
    talked: str
    next: str
    place: str
    rest: str = ""
    admitted: str = ""
    long_since: bool = False
    #: "Vikar for Oda Lind", or nothing.
    covers: str = ""
    #: Longest first among those that need attention, then by name.
    order: tuple = ()


@dataclass
class MyCitizens:
    """`long_since` and `others` are met in their rhythm; `resting` said "ikke nu" or "nej" and are not chased."""

    long_since: list[Line] = field(default_factory=list)
    others: list[Line] = field(default_factory=list)
    resting: list[Line] = field(default_factory=list)
    #: Citizens of those one stands in for.
    covered: list[Line] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.long_since) + len(self.others) + len(self.resting) + len(self.covered)


def course_rows(cases: CaseQuerySet, limit: int | None = None) -> list[CourseRow]:
    """Open courses of a queryset of `Case`. One query."""
    return [_course_row(*row) for row in _course_values(cases)[:limit]]


def my_courses(user: User, limit: int) -> list[CourseRow]:
    """The user's own open courses, and those they stand in on today, with for whom. One query."""
    return [_course_row(*row) for row in _my_courses(user, limit=limit)]


@prepared
def _my_courses(user: User, limit: int) -> QuerySet:
    return _course_values(Case.objects.visible_to(user).active().carried_by(user.pk), covered_by=user.pk)[:limit]


def _course_values(cases: CaseQuerySet, *, covered_by: UUID | None = None) -> QuerySet:
    opened = CasePeriod.objects.filter(case=OuterRef("pk"), closed_at=None).values("opened_at")[:1]
    paused = CasePause.objects.filter(case=OuterRef("pk"), resumed_at=None)
    rows = cases.with_phase_step().annotate(opened=Subquery(opened), paused=Exists(paused)).order_by("pk")
    rows = rows.annotate(absent=absent_for(covered_by) if covered_by else Value(""))
    columns = ("pk", "citizen_id", "pathway", "phase_step", "opened", "paused", "absent")
    return rows.values_list(*columns)


def _course_row(
    pk: UUID, citizen_id: UUID, pathway: str, step: str | None, began: datetime | None, paused: bool, absent: str | None
) -> CourseRow:
    opened_on = local_day(began) or date.min
    return CourseRow(pk, citizen_id, phase_title(pathway, step), opened_on, paused, step, read_absent(absent))


_CITIZEN_COLUMNS = (
    "pk", "shown", "sort_key", "usual_place__name", "last_talked_at", "rest_until", "next_on", "rhythm_days", "is_dead",
    "admitted_kind", "admitted_since", "staying_since",
)  # fmt: skip


def citizens_by_id(user: User, ids: Iterable[UUID], today: date) -> dict[UUID, CitizenRow]:
    """Labels and last talks of these citizens, without those outside the user's scope. One query."""
    return {row[0]: _citizen_row(today, *row) for row in _citizens(user, ids=set(ids), today=today)}


@prepared
def _citizens(user: User, ids: Iterable[UUID], today: date) -> QuerySet:
    agreed = Task.objects.open().filter(citizen=OuterRef("pk"), kind=Task.Kind.AGREEMENT, due_on__gte=today)
    return (
        Citizen.objects.visible_to(user)
        .called(user)
        .with_last_talked()
        .with_rest()
        .with_death()
        .with_admission()
        .annotate(next_on=Subquery(agreed.order_by("due_on").values("due_on")[:1]), staying_since=staying_since(today))
        .filter(pk__in=ids)
        .values_list(*_CITIZEN_COLUMNS)
    )


def _citizen_row(
    today: date,
    pk: UUID,
    label: str,
    sort_key: str,
    place: str | None,
    talked: datetime | None,
    rest: date | None,
    agreed: date | None,
    rhythm: int | None,
    is_dead: bool,
    admitted: str | None,
    since: date | None,
    came_at: datetime | None,
) -> CitizenRow:
    words = since_words(admitted, since, today) if admitted and since else staying_words(came_at, today)
    in_stay = came_at is not None
    return CitizenRow(
        pk, label, sort_key, place or "", local_day(talked), rest, agreed, rhythm, is_dead, words, in_stay
    )


def my_citizens(
    courses: Iterable[CourseRow], citizens: dict[UUID, CitizenRow], rhythms: Rhythms, today: date
) -> MyCitizens:
    """The citizens of these courses in four lists; who has two courses stands once."""
    by_citizen: dict[UUID, list[CourseRow]] = {}
    for course in courses:
        if course.citizen_id in citizens:
            by_citizen.setdefault(course.citizen_id, []).append(course)
    lists = MyCitizens()
    for citizen_id, own in by_citizen.items():
        line = _line(citizens[citizen_id], own, rhythms, today)
        kept = lists.resting if line.rest else lists.long_since if line.long_since else lists.others
        (lists.covered if line.covers else kept).append(line)
    for lines in (lists.long_since, lists.others, lists.resting, lists.covered):
        lines.sort(key=lambda line: line.order)
    return lists


def is_quiet(citizen: CitizenRow, course: CourseRow, rhythms: Rhythms, today: date) -> bool:
    """Whether it is *længe siden kontakt* on the course."""
    return is_long_since(
        talked_on=citizen.talked_on,
        opened_on=course.opened_on,
        days=rhythms.days(citizen.rhythm_days, course.step),
        today=today,
        paused=course.paused,
        rest_until=citizen.rest_until,
        is_dead=citizen.is_dead,
        in_stay=citizen.in_stay,
    )


def _line(citizen: CitizenRow, courses: list[CourseRow], rhythms: Rhythms, today: date) -> Line:
    opened = min(course.opened_on for course in courses)
    resting = is_resting(citizen.rest_until, today)
    long_since = any(is_quiet(citizen, course, rhythms, today) for course in courses)
    since = citizen.talked_on or opened
    return Line(
        citizen_id=citizen.id,
        label=citizen.label,
        url=reverse("cases:citizen", args=[citizen.id]),
        phase=", ".join(dict.fromkeys(course.phase for course in courses if course.phase)),
        talked=_("Talt med %(ago)s") % {"ago": ago(citizen.talked_on, today)}
        if citizen.talked_on
        else _("Ikke talt med endnu"),
        next=_("Næste aftale %(day)s") % {"day": near_day(citizen.next_on, today)} if citizen.next_on else "",
        place=citizen.place,
        rest=_("I fred til %(day)s") % {"day": short_day(citizen.rest_until, today)}
        if resting and citizen.rest_until
        else "",
        admitted=citizen.admitted,
        covers=_cover_words(courses),
        long_since=long_since,
        order=(since if long_since else today, citizen.sort_key, citizen.id),
    )


def _cover_words(courses: list[CourseRow]) -> str:
    """For whom one stands in; nothing where one of the courses is one's own."""
    names = dict.fromkeys(course.covers[1] if course.covers else "" for course in courses)
    return "" if "" in names else _("Vikar for %(names)s") % {"names": ", ".join(names)}
