"""The people of a unit: who works there in which team, who is away, who has left courses or late tasks behind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case as Switch
from django.db.models import CharField, Count, DateField, F, Field, IntegerField, QuerySet, UUIDField, Value, When
from django.db.models.functions import Cast

from accounts.models import Membership, Organisation, User
from accounts.policy import Role
from cases.limit import Carrier, Load
from cases.models import Absence, Task
from cases.names import danish_sort_key
from cases.workers import ROLES

#: So many days before the last day courses must have found somebody else.
STOPS_SOON = timedelta(days=14)

_COLUMNS: dict[str, Field] = {
    "kind": CharField(max_length=10),
    "who": UUIDField(),
    "called": CharField(max_length=120),
    "team": UUIDField(),
    "team_called": CharField(max_length=120),
    "number": IntegerField(),
    "until": DateField(),
}


@dataclass(frozen=True)
class Person:
    """Somebody who works in the unit today, or has left courses or late tasks there (`works_here` False)."""

    id: UUID
    name: str
    team_id: UUID | None = None
    team: str = ""
    works_here: bool = False
    is_outreach: bool = False
    #: Last day of the last role here; None without an end.
    until: date | None = None
    is_away: bool = False
    late_tasks: int = 0

    def stops_soon(self, today: date) -> bool:
        return self.works_here and self.until is not None and self.until <= today + STOPS_SOON

    @property
    def order(self) -> tuple[str, UUID]:
        """By name, in Danish order: never by a number."""
        return danish_sort_key(self.name), self.id


def late_tasks(user: User, today: date) -> QuerySet[Task]:
    """The unit's open tasks and agreements whose day has passed."""
    return Task.objects.visible_to(user).open().filter(unit_id=user.membership.unit_id, due_on__lt=today)


def people_of(user: User, today: date, carriers: Iterable[UUID]) -> dict[UUID, Person]:
    """By id: everybody who works in the user's unit, stands on a course (`carriers`) or has late tasks. One query."""
    unit_id = user.membership.unit_id
    outreach = Switch(When(role=Role.OUTREACH_WORKER, then=1), default=0)
    here = Membership.objects.active(today).filter(unit_id=unit_id, role__in=ROLES)
    parts = (
        _part("carrier", User.objects.filter(pk__in=set(carriers)), who="pk", called="name"),
        _part(
            "here", here, who="user_id", called="user__name", team="team_id", team_called="team__name",
            number=outreach, until="to_on",
        ),
        _part("away", Absence.objects.current(today).filter(unit_id=unit_id), who="user_id", called="user__name"),
        _part("late", late_tasks(user, today), who="owner_id", called="owner__name", number=Count("*")),
    )  # fmt: skip
    people: dict[UUID, Person] = {}
    for kind, who, called, *told in parts[0].union(*parts[1:], all=True):
        people[who] = _told(people.get(who) or Person(who, called), kind, *told)
    # Whoever is away and neither works here nor has left anything is nobody to a leader here.
    kept = {who for who, person in people.items() if person.works_here or person.late_tasks} | set(carriers)
    return {who: person for who, person in people.items() if who in kept}


def _part(kind: str, rows: QuerySet, **filled: Any) -> QuerySet:
    """One part of the union; a number is counted for each person."""
    columns = {}
    for name, column in _COLUMNS.items():
        source = Value(kind) if name == "kind" else filled.get(name, Value(None))
        columns[f"told_{name}"] = Cast(F(source) if isinstance(source, str) else source, column)
    number = columns.pop("told_number")
    rows = rows.order_by().annotate(**columns)
    if isinstance(filled.get("number"), Count):
        rows = rows.values(*columns)
    names = [f"told_{name}" for name in _COLUMNS]
    return rows.annotate(told_number=number).values_list(*names)


def _told(person: Person, kind: str, team_id: UUID | None, team: str | None, number: int, until: date | None) -> Person:
    if kind == "late":
        return replace(person, late_tasks=number)
    if kind == "away":
        return replace(person, is_away=True)
    if kind == "carrier":
        return person
    ends = [person.until, until] if person.works_here else [until]
    return replace(
        person,
        works_here=True,
        is_outreach=person.is_outreach or bool(number),
        team_id=team_id or person.team_id,
        team=team or person.team,
        until=None if None in ends else max(day for day in ends if day),
    )


def load_from(
    people: Mapping[UUID, Person], carried: Iterable[tuple[UUID | None, Decimal]], organisation: Organisation
) -> Load:
    """What those who work here carry, as `cases.limit.load_of` would read it: from (contact person, weight)."""
    courses: dict[UUID, tuple[int, Decimal]] = {}
    for who, weight in carried:
        if who is not None:
            number, sum_ = courses.get(who, (0, Decimal(0)))
            courses[who] = (number + 1, sum_ + weight)
    carriers = {
        who: Carrier(who, person.name, person.team_id, person.is_outreach, *courses.get(who, (0, Decimal(0))))
        for who, person in people.items()
        if person.works_here
    }
    teams = {person.team_id: person.team for person in people.values() if person.works_here}
    return Load(organisation.caseload_limit, organisation.caseload_warn_from, carriers, teams)
