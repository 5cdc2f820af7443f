"""The two municipalities with a unit each, and who works there: invented, all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import make_password

from accounts.acting import acting_as
from accounts.actions.people import add_person, give_role
from accounts.actions.units import add_team, add_unit, found_organisation
from accounts.models import Membership, Organisation, Unit, User
from accounts.policy import ROLES_WITHOUT_UNIT, Role
from cases.actions.pathway import declare_checklists
from demo.organisations import PASSWORD
from demo.published.data import FIRST
from measurements.access import get_instrument
from measurements.models import InstrumentVersion

INSTRUMENTS = ("motivation", "treatment_start", "treatment_follow_up")


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    role: Role


@dataclass(frozen=True)
class Town:
    """`key`: in the data files."""

    key: str
    name: str
    code: str
    unit: str
    workers: tuple[Person, Person]


#: In both municipalities, so that one person can hold them beside one another.
SHARED = (
    Person("Vera Mosehøj", "leder@rekonstrueret.example", Role.LEADER),
    Person("Aksel Lindekrog", "administrator@rekonstrueret.example", Role.ADMINISTRATOR),
)
#: Two outreach workers in each (S2 p. 18).
TOWNS = (
    Town(
        "aarhus", "Aarhus Kommune (rekonstrueret)", "751", "Center for Misbrugsbehandling (rekonstrueret)",
        (
            Person("Gro Birkelyng", "gro@rekonstrueret.example", Role.OUTREACH_WORKER),
            Person("Tage Askevang", "tage@rekonstrueret.example", Role.OUTREACH_WORKER),
        ),
    ),
    Town(
        "odense", "Odense Kommune (rekonstrueret)", "461", "Odense Rusmiddelcenter (rekonstrueret)",
        (
            Person("Liv Kildemark", "liv@rekonstrueret.example", Role.OUTREACH_WORKER),
            Person("Buster Engstrand", "buster@rekonstrueret.example", Role.OUTREACH_WORKER),
        ),
    ),
)  # fmt: skip


@dataclass
class House:
    """One municipality, ready for its citizens."""

    town: Town
    organisation: Organisation
    unit: Unit
    workers: list[Membership]
    leader: Membership
    instruments: dict[str, InstrumentVersion] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.town.key

    def worker(self, number: int) -> Membership:
        """Whose the `number`-th citizen is."""
        return self.workers[number % len(self.workers)]


def found_house(town: Town, *, by: User) -> House:
    organisation = found_organisation(
        name=town.name, kind=Organisation.Kind.MUNICIPALITY, municipality_code=town.code, reconstructed=True, by=by
    )
    unit = add_unit(organisation=organisation, name=town.unit, kind=Unit.Kind.TREATMENT_CENTRE, by=by)
    team = add_team(unit=unit, name="Udgående team", by=by)
    # One hash for all: the password is no secret, and hashing is slow on purpose.
    password = make_password(PASSWORD)
    found = {}
    for person in (*town.workers, *SHARED):
        user = add_person(name=person.name, email=person.email, by=by)
        user.password = password
        user.save(update_fields=["password"])
        works_out = person.role == Role.OUTREACH_WORKER
        found[person.email] = give_role(
            person=user, organisation=organisation, role=person.role, from_on=date(FIRST.year, 1, 1), by=by,
            unit=None if person.role in ROLES_WITHOUT_UNIT else unit, team=team if works_out else None,
        )  # fmt: skip
    house = House(town, organisation, unit, [found[one.email] for one in town.workers], found[SHARED[0].email])
    with acting_as(house.leader) as leader:
        declare_checklists(organisation=organisation, by=leader)
        house.instruments = {key: get_instrument(leader, key) for key in INSTRUMENTS}
    return house
