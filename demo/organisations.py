"""The organisations of the demo with units, teams, people and places, through the same actions as the screens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.acting import acting_as
from accounts.actions.people import add_person, give_role, set_work_phone
from accounts.actions.units import add_team, add_unit, found_organisation
from accounts.models import Membership, Organisation, Team, Unit, User
from accounts.policy import ROLES_WITHOUT_UNIT, Role
from cases.actions.pathway import declare_checklists
from demo.people import Staff
from demo.places import Town
from directory.actions.place import add_place
from directory.models import Place

#: For every demo sign-in. Known to everybody, which is why the command refuses in service.
PASSWORD = "gaden-om-morgenen"
YEARS = 2


@dataclass
class Stage:
    """One organisation, ready for its citizens. `memberships` by staff name."""

    town: Town
    organisation: Organisation
    units: dict[str, Unit]
    memberships: dict[str, Membership]
    random: Random
    now: datetime
    places: list[Place] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    @property
    def unit(self) -> Unit:
        """Where citizens are met: the first unit."""
        return next(iter(self.units.values()))

    @property
    def begins(self) -> datetime:
        return self.now - timedelta(days=365 * YEARS)

    def membership(self, *roles: Role) -> Membership:
        """The first person with one of the roles, in their order. Raises KeyError when nobody has any."""
        for role in roles:
            for membership in self.memberships.values():
                if membership.role == role:
                    return membership
        raise KeyError(roles)

    def workers(self) -> list[tuple[Membership, int]]:
        """(who, caseload) of those who carry courses."""
        return [(self.memberships[staff.name], staff.caseload) for staff in self.town.staff if staff.caseload]

    def colleague_of(self, membership: Membership) -> Membership | None:
        mates = [m for m in self.memberships.values() if m.team_id == membership.team_id and m is not membership]
        return mates[0] if membership.team_id and mates else None

    def place(self) -> Place:
        return self.random.choices(self.places, weights=[entry[3] for entry in self.town.places])[0]


def founder() -> User:
    """Nobody has acted before this person, so this row alone is not made by an action."""
    user = User(name="Demo", email="demo@demo.example", is_active=False)
    user.set_unusable_password()
    with transaction.atomic():
        user.save()
    return user


def found(town: Town, *, seed: int, by: User) -> Stage:
    """The organisation with its units, people, checklists and places."""
    organisation = found_organisation(name=town.name, kind=town.kind, municipality_code=town.code, by=by)
    units = {
        key: add_unit(organisation=organisation, name=name, kind=kind, by=by)
        for key, (name, kind) in town.units.items()
    }
    stage = Stage(town, organisation, units, {}, Random(f"{seed}-{town.seed}"), timezone.now())
    hire(stage, by=by)
    leader = stage.membership(Role.LEADER)
    with acting_as(leader) as acting:
        declare_checklists(organisation=organisation, by=acting)
        for name, area, kind, _often in town.places:
            stage.places.append(add_place(unit=stage.unit, name=name, kind=kind, area=area, by=acting))
    return stage


def hire(stage: Stage, *, by: User) -> None:
    """The people with their memberships since before the first contact, and the password everybody knows."""
    teams: dict[str, Team] = {}
    # One hash for all: the password is no secret, and hashing is slow on purpose.
    password = make_password(PASSWORD)
    for number, staff in enumerate(stage.town.staff):
        unit = None if staff.role in ROLES_WITHOUT_UNIT else stage.units[staff.unit]
        if staff.team and unit and staff.team not in teams:
            teams[staff.team] = add_team(unit=unit, name=staff.team, by=by)
        person = add_person(name=staff.name, email=staff.email, by=by)
        person.password = password
        person.save(update_fields=["password"])
        if unit:
            # No Danish number begins with 10: nobody's telephone rings.
            set_work_phone(person=person, phone=f"1020{stage.town.code or 0:0>3}{number % 10}"[:8], by=by)
        stage.memberships[staff.name] = give_role(
            person=person,
            organisation=stage.organisation,
            role=staff.role,
            unit=unit,
            team=teams.get(staff.team),
            from_on=timezone.localdate(stage.begins) - timedelta(days=30),
            by=by,
        )


def shown_staff(towns: tuple[Town, ...]) -> list[tuple[Town, Staff]]:
    """Whom `--sign-ins` lists."""
    return [(town, staff) for town in towns for staff in town.staff if staff.shown]
