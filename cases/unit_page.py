"""The leader's page, ready to show: what needs attention, who carries what, where courses stand. Never a ranking.

People and teams stand by name. Each number leads to the rows behind it (`cases.unit_choice`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cases.caseload import CitizenRow, CourseRow
from cases.clocks import SOON, Clock
from cases.dates import ago, short_day
from cases.limit import NO_TEAM, figure
from cases.models import Assignment, Case
from cases.models.case import CaseQuerySet
from cases.names import danish_sort_key
from cases.pathway import pathways
from cases.progress import phase_title
from cases.unit_choice import (
    AWAY,
    BANDS,
    CLOSED,
    LONG_SINCE,
    NONE,
    OPEN,
    OPENED,
    PAUSED,
    UNASSIGNED,
    WAITS,
    Choice,
    Kind,
    band_of,
    phase_choices,
)
from cases.unit_courses import Unit, UnitCourse
from cases.unit_people import Person


@dataclass(frozen=True)
class Figure:
    """A number and the page with the rows behind it; nothing to press where there are none."""

    number: int
    url: str

    @property
    def text(self) -> str:
        return str(self.number)


@dataclass(frozen=True)
class Need:
    """One thing that needs the leader's attention."""

    label: str
    figure: Figure
    icon: str
    tone: str = ""
    note: str = ""


@dataclass(frozen=True)
class WorkerLine:
    """What somebody carries. `cells`: a number under each of `worker_columns`, and what is to be said of it."""

    name: str
    url: str
    cells: list[tuple[str, Figure, str]]
    badges: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class TeamBlock:
    """A team's people by name; `words`: its average against the limit."""

    name: str
    words: str
    badge: tuple[str, str, str] | None
    workers: list[WorkerLine]


@dataclass(frozen=True)
class PhaseLine:
    """How many courses are in a phase: for each band of time, and in all."""

    title: str
    bands: list[Figure]
    total: Figure

    @property
    def cells(self) -> list[tuple[str, Figure]]:
        """Each number with the heading of its column."""
        return list(zip(phase_columns(), [*self.bands, self.total], strict=True))


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


def carried_as_contact_person(user: User, worker_id: UUID, today: date) -> CaseQuerySet:
    """The unit's open courses of which `worker_id` is the contact person."""
    rows = Assignment.objects.current(today).filter(
        case=OuterRef("pk"), user_id=worker_id, kind=Assignment.Kind.CONTACT_PERSON
    )
    return courses_of_unit(user).filter(Exists(rows))


def needs(unit: Unit, clocks: Iterable[Clock]) -> list[Need]:
    """What to look at first, always the same five, so that a zero is an answer."""
    running = list(clocks)
    near = sum(clock.day >= SOON for clock in running)
    late = sum(person.late_tasks for person in unit.people.values())
    return [
        _need(unit, UNASSIGNED, "person", "bad"),
        _need(unit, LONG_SINCE, "clock", "wait"),
        Need(
            label=_("Frister, der løber"),
            figure=Figure(len(running), reverse("cases:requests")),
            icon="calendar",
            tone="bad" if any(clock.is_late for clock in running) else "wait" if near else "",
            note=ngettext("%(number)s fra dag 7", "%(number)s fra dag 7", near) % {"number": near} if near else "",
        ),
        Need(
            label=_("Opgaver over tiden"),
            figure=Figure(late, reverse("cases:unit_late_tasks")),
            icon="tasks",
            tone="wait" if late else "",
        ),
        _need(unit, WAITS, "people", "wait", _("væk uden vikar, eller stopper snart")),
    ]


def _need(unit: Unit, kind: Kind, icon: str, tone: str, note: str = "") -> Need:
    found = counted(unit, Choice(kind))
    return Need(str(kind.label), found, icon, tone if found.number else "", note if found.number else "")


def counted(unit: Unit, choice: Choice) -> Figure:
    return Figure(len(choice.among(unit)), choice.url)


def worker_columns() -> list[str]:
    """What is counted for everybody, in the order of a worker's cells."""
    return [_("Åbne forløb"), _("Heraf på pause"), _("Længe siden kontakt"), _("Opgaver over tiden")]


def phase_columns() -> list[str]:
    return [*(str(band.label) for band in BANDS), _("I alt")]


def team_blocks(unit: Unit) -> list[TeamBlock]:
    """Every team by name with its people by name; those without a team, and those who have left, come after."""
    columns = worker_columns()
    tally: Counter[tuple[UUID | None, str]] = Counter()
    for course in unit.courses:
        tally.update((course.worker_id, kind.key) for kind in (OPEN, PAUSED, LONG_SINCE) if kind.holds(course))
    teams: dict[UUID | None, list[Person]] = {}
    left: list[Person] = []
    for person in sorted(unit.people.values(), key=lambda person: person.order):
        (teams.setdefault(person.team_id, []) if person.works_here else left).append(person)
    order = sorted(teams, key=lambda team: (team is NO_TEAM, danish_sort_key(unit.load.team_name(team)), str(team)))
    blocks = [_team(unit, team, [_worker(unit, person, tally, columns) for person in teams[team]]) for team in order]
    if left:
        gone = [_worker(unit, person, tally, columns) for person in left]
        blocks.append(TeamBlock(_("Arbejder her ikke mere"), _("Forløb og opgaver skal gives videre."), None, gone))
    return blocks


def _team(unit: Unit, team: UUID | None, workers: list[WorkerLine]) -> TeamBlock:
    load = unit.load
    badge = None
    if load.is_over(team):
        badge = (_("Over grænsen"), "bad", "warning")
    elif load.is_near(team):
        badge = (_("Tæt på grænsen"), "wait", "info")
    words = ""
    if any(one.counts for one in load.carriers.values() if one.team_id == team):
        words = _("%(average)s forløb pr. medarbejder i snit, grænsen er %(limit)s") % {
            "average": figure(load.average(team)),
            "limit": load.limit,
        }
    return TeamBlock(load.team_name(team), words, badge, workers)


def _worker(unit: Unit, person: Person, tally: Counter[tuple[UUID | None, str]], columns: list[str]) -> WorkerLine:
    mine = Choice(worker=str(person.id))

    def number(kind: Kind) -> Figure:
        return Figure(tally[person.id, kind.key], mine.of(kind=kind).url)

    carrier = unit.load.carriers.get(person.id)
    weight = ""
    if carrier and carrier.weight != carrier.courses:
        weight = _("tæller %(weight)s") % {"weight": figure(carrier.weight)}
    late = Figure(person.late_tasks, f"{reverse('cases:unit_late_tasks')}?{urlencode({'medarbejder': str(person.id)})}")
    figures = (number(OPEN), number(PAUSED), number(LONG_SINCE), late)
    return WorkerLine(
        name=person.name,
        url=reverse("cases:unit_worker", args=[person.id]),
        cells=list(zip(columns, figures, (weight, "", "", ""), strict=True)),
        badges=_badges(person, unit.today),
    )


def _badges(person: Person, today: date) -> list[tuple[str, str, str]]:
    badges = []
    if person.is_away and person.works_here:
        badges.append((_("Væk i dag"), "", "calendar"))
    if person.until and person.stops_soon(today):
        badges.append((_("Sidste dag %(day)s") % {"day": short_day(person.until, today)}, "wait", "out"))
    return badges


def phase_lines(unit: Unit) -> list[PhaseLine]:
    """Open courses by phase and time in it, in the order of the phases; models without an open course are left out.

    Where courses of several models are open, each phase says whose it is.
    """
    tally = Counter((course.phase or NONE, band_of(course, unit.today)) for course in unit.open)
    models = {course.pathway for course in unit.open} | ({NONE} if any(key == NONE for key, _band in tally) else set())
    named = {one.key: str(one.title) for one in pathways()} if len(models - {NONE}) > 1 else {}
    lines = []
    for key, title in phase_choices():
        model = key.partition(".")[0]
        if model not in models:
            continue
        if model in named:
            title = _("%(model)s: %(phase)s") % {"model": named[model], "phase": title}
        bands = [Figure(tally[key, band.key], Choice(phase=key, band=band.key).url) for band in BANDS]
        lines.append(PhaseLine(title, bands, Figure(sum(one.number for one in bands), Choice(phase=key).url)))
    return lines


def month(unit: Unit) -> list[tuple[str, Figure]]:
    """What this month brought, and who is elsewhere."""
    return [(str(kind.label), counted(unit, Choice(kind))) for kind in (OPEN, PAUSED, AWAY, OPENED, CLOSED)]


def row_of(course: UnitCourse) -> CourseRow:
    """The course as the lists of citizens know one."""
    return CourseRow(
        course.id,
        course.citizen_id,
        phase_title(course.pathway, course.step),
        course.opened_on,
        course.paused,
        course.step,
    )


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
