"""What the page shows on which courses change hands: the rows, who gets them, and what it does to the load."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cases.access import citizens_for
from cases.actions.handover import ChangedMeanwhile, Give
from cases.dates import dates_words
from cases.limit import Load, figure, load_of, moves_of
from cases.models import Absence, Assignment, Case
from cases.models.case import CaseQuerySet
from cases.names import danish_sort_key
from cases.unit_page import courses_of_unit

#: Courses that change hands in one act.
MOST = 200
#: So long a course that was handed over stands on the giver's page, to be handed back.
RECENT = timedelta(days=30)


@dataclass(frozen=True)
class Row:
    """One course, who has it, and what became of it while one chose."""

    case: Case
    label: str
    now: Assignment | None
    changed: str = ""

    @property
    def field(self) -> str:
        return f"to-{self.case.pk}"

    @property
    def was(self) -> str:
        return str(self.now.pk) if self.now else ""

    @property
    def now_words(self) -> str:
        if self.now is None:
            return _("Har ingen kontaktperson")
        return _("Kontaktperson nu: %(name)s") % {"name": self.now.user.name}


@dataclass(frozen=True)
class TeamLine:
    """A team before and after; `people` as (name, courses now, courses after)."""

    name: str
    now: str
    after: str
    people: list[tuple[str, str, str]]
    is_near: bool
    is_over: bool


def rows_of(user: User, ids: Sequence[UUID]) -> list[Row]:
    """The open courses of the unit among `ids`, by the citizens' names. Three queries."""
    found = courses_of_unit(user).filter(pk__in=list(ids)[:MOST]).select_related("unit", "organisation")
    cases = {case.pk: case for case in found}
    labels = citizens_for(user, [case.citizen_id for case in cases.values()])
    now = {row.case_id: row for row in contact_persons(cases)}
    rows = [
        Row(case, labels[case.citizen_id], now.get(case.pk)) for case in cases.values() if case.citizen_id in labels
    ]
    return sorted(rows, key=lambda row: (danish_sort_key(row.label), row.case.pk))


def contact_persons(case_ids: Iterable[UUID]) -> Iterable[Assignment]:
    """The open-ended assignments as contact person of these courses."""
    return Assignment.objects.filter(
        case_id__in=list(case_ids), kind=Assignment.Kind.CONTACT_PERSON, to_on=None
    ).select_related("user")


def moved_away(rows: Sequence[Row], expected: str, here: Container[UUID]) -> list[Row]:
    """Rows marked where the course is no longer with whom the page before said.

    `expected`: a person's id, or "" for nobody who works `here`.
    """

    def carrier(row: Row) -> str:
        return str(row.now.user_id) if row.now and (expected or row.now.user_id in here) else ""

    return [row if carrier(row) == expected else _marked(row, row.now) for row in rows]


def seen_otherwise(rows: Sequence[Row], seen: Mapping[UUID, str]) -> list[Row]:
    """Rows marked where the assignment on the screen (`seen`) is not the one that holds now."""
    return [row if seen[row.case.pk] == row.was else _marked(row, row.now) for row in rows]


def as_changed(rows: Sequence[Row], error: ChangedMeanwhile) -> list[Row]:
    """The rows as they are now: the open ones, marked where somebody was quicker."""
    kept = [row for row in rows if row.case.pk not in error.closed]
    return [_marked(row, error.now[row.case.pk]) if row.case.pk in error.now else row for row in kept]


def changed_words(now: Assignment | None) -> str:
    """What somebody else did to the course meanwhile."""
    if now is None:
        return _("Imens er kontaktpersonen taget af forløbet.")
    return _("Imens er forløbet givet til %(name)s.") % {"name": now.user.name}


def _marked(row: Row, now: Assignment | None) -> Row:
    return Row(row.case, row.label, now, changed_words(now))


def receivers(load: Load) -> list[tuple[str, str]]:
    """Choices: who works in the unit, by name, each with what they carry."""
    people = sorted(load.carriers.values(), key=lambda one: (danish_sort_key(one.name), one.id))
    return [
        (str(one.id), _("%(name)s (%(courses)s forløb)") % {"name": one.name, "courses": one.courses}) for one in people
    ]


def projection(before: Load, gives: Sequence[Give], rows: Sequence[Row]) -> dict[str, Any]:
    """`teams` before and after, whether a reason `must` be given, and which receivers are `away`. Two queries."""
    givers = {row.case.pk: row.now.user_id if row.now else None for row in rows}
    after = before.moved(moves_of([(give.case, give.to.pk) for give in gives], givers))
    people = {give.to.pk for give in gives} | {givers[give.case.pk] for give in gives}
    return {
        "teams": _team_lines(before, after, {pk for pk in people if pk in before.carriers}),
        "must": bool(before.pushed_over(after)),
        "limit": before.limit,
        "away": _away({give.to.pk for give in gives}),
    }


def _team_lines(before: Load, after: Load, people: set[UUID]) -> list[TeamLine]:
    lines = []
    for team in sorted({before.team_of(pk) for pk in people}, key=lambda team: danish_sort_key(before.team_name(team))):
        own = [after.carriers[pk] for pk in people if before.team_of(pk) == team]
        lines.append(
            TeamLine(
                name=before.team_name(team),
                now=figure(before.average(team)),
                after=figure(after.average(team)),
                people=[
                    (one.name, str(before.carriers[one.id].courses), str(one.courses))
                    for one in sorted(own, key=lambda one: danish_sort_key(one.name))
                ],
                is_near=after.is_near(team),
                is_over=after.is_over(team),
            )
        )
    return lines


def _away(people: set[UUID]) -> list[str]:
    """In words, who of these is away now or is going to be. One query."""
    rows = Absence.objects.not_over().filter(user_id__in=people).select_related("user").order_by("from_on", "pk")
    words = _("%(name)s er væk %(dates)s.")
    return [words % {"name": row.user.name, "dates": dates_words(row.from_on, row.to_on)} for row in rows]


def given_away_by(user: User, worker_id: UUID, today: date) -> CaseQuerySet:
    """The unit's open courses that went from the worker to somebody else within the last 30 days."""
    gone = Assignment.objects.filter(
        case=OuterRef("pk"),
        user_id=worker_id,
        kind=Assignment.Kind.CONTACT_PERSON,
        to_on__gte=today - RECENT,
    )
    back = Assignment.objects.filter(
        case=OuterRef("pk"), user_id=worker_id, kind=Assignment.Kind.CONTACT_PERSON, to_on=None
    )
    others = Assignment.objects.filter(case=OuterRef("pk"), kind=Assignment.Kind.CONTACT_PERSON, to_on=None)
    return courses_of_unit(user).filter(Exists(gone), Exists(others)).exclude(Exists(back))


def load_for(user: User) -> Load:
    """What the workers of the user's unit carry. Two queries."""
    return load_of(user.membership.unit_id, user.membership.organisation)


def gives_of(
    rows: Sequence[Row],
    chosen: Mapping[str, str],
    people: Mapping[UUID, User],
    seen: Mapping[UUID, str] | None = None,
) -> list[Give]:
    """What is chosen in the fields of the rows; rows without a choice stay where they are.

    `seen`: course -> the assignment that stood on the screen, where it is not the one that holds now.
    """
    gives = []
    for row in rows:
        to = as_id(chosen.get(row.field) or "")
        if to and to in people:
            gives.append(Give(row.case, people[to], as_id(seen[row.case.pk] if seen else row.was)))
    return gives


def gone_words(number: int) -> str:
    """Of courses that were chosen and are not there any more."""
    return ngettext(
        "%(n)s forløb er afsluttet imens og er ikke med.", "%(n)s forløb er afsluttet imens og er ikke med.", number
    ) % {"n": number}


def read_ids(texts: Iterable[str]) -> list[UUID]:
    """The ids among what a form sent."""
    return [pk for pk in map(as_id, texts) if pk]


def as_id(text: str | UUID | None) -> UUID | None:
    """The id that a form sent, or None for anything that is none."""
    try:
        return UUID(str(text))
    except ValueError:
        return None
