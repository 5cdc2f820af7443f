"""One page of the unit's courses, by the citizens' names, ready to show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from cases.caseload import CitizenRow
from cases.dates import ago, days_long, short_day
from cases.models import Case
from cases.rhythm import is_resting
from cases.unit_choice import AWAY, BANDS, LONG_SINCE, NONE, PAUSED, UNASSIGNED, WAITS, Choice, Kind, phase_choices
from cases.unit_courses import Unit, UnitCourse

PAGE = 50

#: What is said of a course in a list, with tone and icon.
_MARKS = (
    (UNASSIGNED, "bad", "person"),
    (LONG_SINCE, "wait", "clock"),
    (WAITS, "wait", "people"),
    (PAUSED, "wait", "clock"),
    (AWAY, "", "bed"),
)


@dataclass(frozen=True)
class ListedCourse:
    """A course and its citizen as a row."""

    label: str
    url: str
    meta: str
    badges: list[tuple[str, str, str]]


def page_of(courses: Sequence[UnitCourse], user: User, after: str) -> tuple[list[UnitCourse], str]:
    """The courses of one page by the citizens' names, and where the next one begins ("" for nowhere).

    `after` is the id of the last course of the page before: no name stands in an address. One query, two with `after`.
    """
    by_id = {course.id: course for course in courses}
    rows = Case.objects.filter(pk__in=by_id).order_by("citizen__sort_key", "pk")
    if after_key := _sort_key(user, after):
        rows = rows.filter(Q(citizen__sort_key__gt=after_key) | Q(citizen__sort_key=after_key, pk__gt=after))
    ids = list(rows.values_list("pk", flat=True)[: PAGE + 1])
    shown = [by_id[pk] for pk in ids[:PAGE]]
    return shown, str(shown[-1].id) if len(ids) > PAGE else ""


def _sort_key(user: User, after: str) -> str | None:
    try:
        known = Case.objects.visible_to(user).filter(pk=UUID(after))
    except ValueError:
        return None
    return known.values_list("citizen__sort_key", flat=True).first()


def listed(
    courses: Sequence[UnitCourse], citizens: Mapping[UUID, CitizenRow], unit: Unit, kind: Kind
) -> list[ListedCourse]:
    """Rows ready to show; what all of them are (`kind`) is said once, above."""
    titles = dict(phase_choices())
    return [
        _listed(course, citizens[course.citizen_id], unit, titles.get(course.phase, ""), kind)
        for course in courses
        if course.citizen_id in citizens
    ]


def _listed(course: UnitCourse, citizen: CitizenRow, unit: Unit, phase: str, kind: Kind) -> ListedCourse:
    worker = unit.people.get(course.worker_id) if course.worker_id else None
    today = unit.today
    time_there = days_long(max((today - course.since).days, 0))
    parts = [
        f"{phase}, {time_there}"
        if phase
        else _("Ingen trin er begyndt, åbnet for %(days)s siden") % {"days": time_there},
        worker.name if worker else "",
        _("talt med %(ago)s") % {"ago": ago(course.talked_on, today)} if course.talked_on else _("ikke talt med endnu"),
    ]
    return ListedCourse(
        label=citizen.label,
        url=reverse("cases:case", args=[course.id]),
        meta=" · ".join(part for part in parts if part),
        badges=_badges(course, citizen, kind, today),
    )


def _badges(course: UnitCourse, citizen: CitizenRow, kind: Kind, today: date) -> list[tuple[str, str, str]]:
    if course.closed_on:
        return [(_("Afsluttet %(day)s") % {"day": short_day(course.closed_on, today)}, "", "check")]
    badges = [(str(told.label), tone, icon) for told, tone, icon in _MARKS if told is not kind and told.holds(course)]
    if citizen.rest_until and is_resting(citizen.rest_until, today):
        badges.append((_("I fred til %(day)s") % {"day": short_day(citizen.rest_until, today)}, "", "hand"))
    return badges


def words_of(choice: Choice, unit: Unit) -> str:
    """What was chosen beside the kind: "Mette Holm · Motivationsarbejde · 1–3 måneder"."""
    people = {str(person.id): person.name for person in unit.people.values()}
    teams = {str(team): unit.load.team_name(team) for team in unit.load.teams}
    bands = {band.key: str(band.label) for band in BANDS}
    worker = _("uden kontaktperson") if choice.worker == NONE else people.get(choice.worker, "")
    parts = [
        worker,
        teams.get(choice.team, ""),
        dict(phase_choices()).get(choice.phase, ""),
        bands.get(choice.band, ""),
    ]
    return " · ".join(part for part in parts if part)
