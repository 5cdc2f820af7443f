"""Where the cast works and how one acts as somebody: organisations, units, teams, people (tests/cast.py tells who)."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client

from accounts.acting import acting_as
from accounts.actions.people import add_person, give_role
from accounts.actions.units import add_team, add_unit, found_organisation
from accounts.models import Membership, Organisation, Team, Unit, User
from accounts.policy import Role
from accounts.prepared import prepared
from cases.models import Citizen

SINCE = date(2024, 1, 1)


def membership_of(user: User) -> Membership:
    """The first of theirs that holds today."""
    return _active(who=user.pk)[0]


@prepared
def _active(_asker: None, who: UUID) -> QuerySet:
    return Membership.objects.active().with_names().filter(user=who).order_by("from_on")


def acting(user: User, *, reason: str = "") -> AbstractContextManager[User]:
    """A transaction in which the user acts in their first membership; yields the user with `.membership` set."""
    membership = membership_of(user)
    membership.user = user
    return acting_as(membership, reason=reason)


def client_of(user: User, *, purpose_for: Sequence[Citizen] = ()) -> Client:
    """A signed-in browser. For the citizens of `purpose_for` it has been said why one looks."""
    client = Client()
    with transaction.atomic():
        client.force_login(user)
        if purpose_for:
            session = client.session
            until = time.time() + 3600
            session["purposes"] = {str(citizen.pk): ("Dækker for en kollega", until) for citizen in purpose_for}
            session.save()
    return client


@pytest.fixture
def stage(request: pytest.FixtureRequest) -> None:
    """The database under the cast: the test's own transaction, or with a browser one that commits."""
    request.getfixturevalue("committed_db" if "committed_db" in request.fixturenames else "db")


# --- Organisations, units, teams --------------------------------------------------------------------------------------
@pytest.fixture
def founder(stage: None) -> User:
    """Made before anybody could have acted, as `manage.py set_up` does."""
    user = User(name="Fie Grundsten", email="fie@eksempel.dk")
    user.set_unusable_password()
    with transaction.atomic():
        user.save()
    return user


@pytest.fixture
def municipality(founder: User) -> Organisation:
    return found_organisation(name="Odense Kommune", kind="municipality", municipality_code="461", by=founder)


@pytest.fixture
def elsewhere(founder: User) -> Organisation:
    return found_organisation(name="Aarhus Kommune", kind="municipality", municipality_code="751", by=founder)


@pytest.fixture
def centre(municipality: Organisation, founder: User) -> Unit:
    return add_unit(organisation=municipality, name="Rusmiddelcenter Nord", kind="treatment_centre", by=founder)


@pytest.fixture
def other_unit(municipality: Organisation, founder: User) -> Unit:
    return add_unit(organisation=municipality, name="Rusmiddelcenter Syd", kind="treatment_centre", by=founder)


@pytest.fixture
def crisis_unit(municipality: Organisation, founder: User) -> Unit:
    return add_unit(organisation=municipality, name="Akutkrisecenter Kanalen", kind="crisis_centre", by=founder)


@pytest.fixture
def drop_in(municipality: Organisation, founder: User) -> Unit:
    return add_unit(organisation=municipality, name="Værestedet Kajen", kind="drop_in_centre", by=founder)


@pytest.fixture
def far_unit(elsewhere: Organisation, founder: User) -> Unit:
    return add_unit(organisation=elsewhere, name="Rusmiddelcenter Havnen", kind="treatment_centre", by=founder)


@pytest.fixture
def team(centre: Unit, founder: User) -> Team:
    return add_team(unit=centre, name="Team Banegården", by=founder)


@pytest.fixture
def other_team(centre: Unit, founder: User) -> Team:
    return add_team(unit=centre, name="Team Parken", by=founder)


# --- People -----------------------------------------------------------------------------------------------------------
def hired(
    name: str,
    role: Role,
    *,
    by: User,
    unit: Unit | None = None,
    team: Team | None = None,
    at: Organisation | None = None,
) -> User:
    """A person with one membership since 2024, in the unit's organisation or `at`."""
    email = f"{'.'.join(name.lower().split())}@eksempel.dk"
    with transaction.atomic():
        person = add_person(name=name, email=email, by=by)
        organisation = unit.organisation if unit else at
        assert organisation is not None
        give_role(person=person, organisation=organisation, role=role, unit=unit, team=team, from_on=SINCE, by=by)
    return person


@pytest.fixture
def owner(centre: Unit, team: Team, founder: User) -> User:
    return hired("Oda Lind", Role.OUTREACH_WORKER, unit=centre, team=team, by=founder)


@pytest.fixture
def colleague(centre: Unit, team: Team, founder: User) -> User:
    return hired("Kasper Holm", Role.OUTREACH_WORKER, unit=centre, team=team, by=founder)


@pytest.fixture
def unit_mate(centre: Unit, other_team: Team, founder: User) -> User:
    return hired("Ulla Friis", Role.OUTREACH_WORKER, unit=centre, team=other_team, by=founder)


@pytest.fixture
def mentor(centre: Unit, other_team: Team, founder: User) -> User:
    return hired("Mikkel Bruun", Role.SOCIAL_MENTOR, unit=centre, team=other_team, by=founder)


@pytest.fixture
def health(centre: Unit, founder: User) -> User:
    return hired("Helle Krogh", Role.HEALTH_STAFF, unit=centre, by=founder)


@pytest.fixture
def leader(centre: Unit, founder: User) -> User:
    return hired("Lone Vinther", Role.LEADER, unit=centre, by=founder)


@pytest.fixture
def project_lead(centre: Unit, founder: User) -> User:
    return hired("Palle Toft", Role.PROJECT_LEAD, unit=centre, by=founder)


@pytest.fixture
def stranger(other_unit: Unit, founder: User) -> User:
    return hired("Stine Dahl", Role.OUTREACH_WORKER, unit=other_unit, by=founder)


@pytest.fixture
def other_leader(other_unit: Unit, founder: User) -> User:
    return hired("Arne Skov", Role.LEADER, unit=other_unit, by=founder)


@pytest.fixture
def crisis_worker(crisis_unit: Unit, founder: User) -> User:
    return hired("Camilla Rask", Role.CENTRE_STAFF, unit=crisis_unit, by=founder)


@pytest.fixture
def spotter(drop_in: Unit, founder: User) -> User:
    return hired("Svend Agger", Role.SPOTTER, unit=drop_in, by=founder)


@pytest.fixture
def dpo(municipality: Organisation, founder: User) -> User:
    return hired("Dorte Munk", Role.DPO, at=municipality, by=founder)


@pytest.fixture
def administrator(municipality: Organisation, founder: User) -> User:
    return hired("Asger Beck", Role.ADMINISTRATOR, at=municipality, by=founder)


@pytest.fixture
def outsider(far_unit: Unit, founder: User) -> User:
    return hired("Fatima Saleh", Role.OUTREACH_WORKER, unit=far_unit, by=founder)


@pytest.fixture
def outside_leader(far_unit: Unit, founder: User) -> User:
    return hired("Erik Lund", Role.LEADER, unit=far_unit, by=founder)


@pytest.fixture
def outside_dpo(elsewhere: Organisation, founder: User) -> User:
    return hired("Grethe Bang", Role.DPO, at=elsewhere, by=founder)


@pytest.fixture
def outside_administrator(elsewhere: Organisation, founder: User) -> User:
    return hired("Jens Kaas", Role.ADMINISTRATOR, at=elsewhere, by=founder)


@pytest.fixture
def nobody(founder: User) -> User:
    return add_person(name="Niels Udenfor", email="niels.udenfor@eksempel.dk", by=founder)
