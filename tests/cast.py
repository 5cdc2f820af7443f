"""The standing cast: who works where, and whom they met. Every test may ask for them as fixtures.

Municipality, unit `centre`:  owner and colleague (one team, both on the course of `citizen`), unit_mate (another team,
                              on the course of `unit_citizen`), mentor, health, leader, project_lead
Municipality, elsewhere:      stranger and other_leader (other_unit), crisis_worker (crisis_unit), spotter (drop_in),
                              dpo, administrator (no unit)
Another organisation:         outsider and outside_leader (far_unit), outside_dpo, outside_administrator (elsewhere)
Nowhere:                      nobody (signs in, has no membership)

`acting(user)` is a transaction in which the user acts; outside it PostgreSQL shows no row of a case:

    with acting(owner) as by:
        log_contact(citizens=[citizen], …, by=by)
    client_of(owner).get(citizen.get_absolute_url())

Whoever is not on the course is asked why first; `client_of(leader, purpose_for=[citizen])` has said it already.
What could leak bears a token, `token("citizen", "note")`, or a surname that nobody else has (`SURNAMES`).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.acting import acting_as
from accounts.actions.people import add_person, give_role
from accounts.actions.units import add_team, add_unit, found_organisation
from accounts.models import Membership, Organisation, Team, Unit, User
from accounts.policy import Role
from cases.actions.case import assign, open_case
from cases.actions.citizen import add_best_met, add_citizen, allow_speaking_with
from cases.actions.contact import Agreement, log_contact
from cases.actions.pathway import declare_checklists, start_step
from cases.actions.task import add_task
from cases.models import Assignment, Case, Citizen, Contact, Task
from directory.actions.place import add_place
from directory.models import Place

SINCE = date(2024, 1, 1)

#: Whose surname it is when it turns up somewhere. ASCII, so that JSON leaves it as it is.
SURNAMES = {
    "citizen": "Zornfeldt",
    "protected_citizen": "Quistorff",
    "unit_citizen": "Wexelbrink",
    "other_citizen": "Xylander",
    "foreign_citizen": "Ytzenhoff",
}


def token(whose: str, what: str) -> str:
    """A text that stands nowhere else: `note-citizen-xq`."""
    return f"{what}-{whose}-xq"


def membership_of(user: User) -> Membership:
    return Membership.objects.active().with_names().filter(user=user).earliest("from_on")


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


# --- Whom they met ----------------------------------------------------------------------------------------------------
@pytest.fixture
def place(owner: User, centre: Unit) -> Place:
    with acting(owner) as by:
        return add_place(unit=centre, name="Banegårdspladsen", kind=Place.Kind.STREET, area="Midtbyen", by=by)


def met(whose: str, *, by: User, unit: Unit, **fields: Any) -> Citizen:
    """A citizen, in whose every free text a token stands."""
    texts = {"contact_wishes": token(whose, "wishes"), "description": token(whose, "description")}
    if whose in SURNAMES:
        texts |= {
            "name": f"Karla {SURNAMES[whose]}",
            "alias": token(whose, "alias"),
            "address": token(whose, "address"),
        }
    return add_citizen(unit=unit, by=by, **{**texts, **fields})


def with_course(citizen: Citizen, *, contact_person: User, others: Sequence[User] = (), by: User) -> Case:
    """An open outreach course since a month ago, its second step going on."""
    opened = timezone.now() - timedelta(days=30)
    case = open_case(
        citizen=citizen, unit=citizen.unit, pathway="outreach", contact_person=contact_person, at=opened, by=by
    )
    for user in others:
        assign(case=case, user=user, kind=Assignment.Kind.OTHER, on=timezone.localdate(opened), by=by)
    start_step(case=case, step_key="contact.first_contact", at=opened, by=by)
    return case


def met_on_the_street(citizen: Citizen, whose: str, *, by: User, days_ago: int = 1, **fields: Any) -> Contact:
    defaults = {
        "unit": citizen.unit,
        "at": timezone.now() - timedelta(days=days_ago),
        "way": Contact.Way.STREET,
        "result": Contact.Result.TALKED,
        "note": token(whose, "note"),
        "minutes": 20,
    }
    return log_contact(citizens=[citizen], by=by, **{**defaults, **fields})[0]


@pytest.fixture
def citizen(owner: User, colleague: User, centre: Unit, place: Place) -> Citizen:
    """Named, with CPR, phone, address; on a course of owner and colleague; met yesterday, and asked for treatment."""
    with acting(owner) as by:
        row = met("citizen", unit=centre, by=by, cpr="0101901234", phone="20304050", birth_year=1990, usual_place=place)
        with_course(row, contact_person=owner, others=[colleague], by=by)
        add_best_met(citizen=row, place=place, weekday=2, note=token("citizen", "bestmet"), by=by)
        allow_speaking_with(
            citizen=row, name=token("citizen", "sister"), relation="søster", agreed_on=timezone.localdate(), by=by
        )
        met_on_the_street(
            row,
            "citizen",
            place=place,
            asks_for_treatment=True,
            colleagues=[colleague],
            citizens_words=token("citizen", "words"),
            agreement=Agreement(on=timezone.localdate(), title=token("citizen", "agreement"), place=place),
            by=by,
        )
    return row


@pytest.fixture
def case(citizen: Citizen, owner: User) -> Case:
    """The open course of `citizen`."""
    with acting(owner):
        return Case.objects.select_related("citizen", "unit").get(citizen=citizen)


@pytest.fixture
def contact(citizen: Citizen, owner: User) -> Contact:
    """Yesterday's contact with `citizen`, written by owner, its note for the team."""
    with acting(owner):
        return Contact.objects.get(citizen=citizen, result=Contact.Result.TALKED)


@pytest.fixture
def health_contact(citizen: Citizen, health: User) -> Contact:
    """A contact with `citizen` whose note only health staff may read."""
    with acting(health) as by:
        note = token("citizen", "healthnote")
        return met_on_the_street(citizen, "citizen", note=note, visibility=Contact.Visibility.HEALTH, days_ago=3, by=by)


@pytest.fixture
def task(citizen: Citizen, owner: User) -> Task:
    """A task of owner about `citizen`, due today."""
    with acting(owner) as by:
        return add_task(
            unit=citizen.unit,
            citizen=citizen,
            title=token("citizen", "task"),
            due_on=timezone.localdate(),
            owner=owner,
            by=by,
        )


@pytest.fixture
def protected_citizen(owner: User, centre: Unit) -> Citizen:
    """Name and address are protected; on a course of owner alone."""
    with acting(owner) as by:
        row = met("protected_citizen", unit=centre, by=by, protected=True, birth_year=1975)
        with_course(row, contact_person=owner, by=by)
        met_on_the_street(row, "protected_citizen", by=by)
    return row


@pytest.fixture
def alias_citizen(owner: User, centre: Unit) -> Citizen:
    with acting(owner) as by:
        return met("alias_citizen", unit=centre, by=by, identity="alias", alias=token("alias_citizen", "alias"))


@pytest.fixture
def anonymous_citizen(owner: User, centre: Unit) -> Citizen:
    """Anonymous by law (SEL § 101 a), known by an alias."""
    with acting(owner) as by:
        alias = token("anonymous_citizen", "alias")
        row = met(
            "anonymous_citizen", unit=centre, by=by, identity="anonymous", anonymous_basis="sel_101a", alias=alias
        )
        met_on_the_street(row, "anonymous_citizen", by=by)
    return row


@pytest.fixture
def unit_citizen(unit_mate: User, centre: Unit) -> Citizen:
    """Of the same unit, on a course of unit_mate alone."""
    with acting(unit_mate) as by:
        row = met("unit_citizen", unit=centre, by=by)
        with_course(row, contact_person=unit_mate, by=by)
        met_on_the_street(row, "unit_citizen", by=by)
    return row


@pytest.fixture
def other_citizen(stranger: User, other_unit: Unit) -> Citizen:
    """Of another unit of the same organisation."""
    with acting(stranger) as by:
        row = met("other_citizen", unit=other_unit, by=by)
        with_course(row, contact_person=stranger, by=by)
        met_on_the_street(row, "other_citizen", by=by)
        add_task(
            unit=other_unit,
            citizen=row,
            title=token("other_citizen", "task"),
            due_on=timezone.localdate(),
            owner=by,
            by=by,
        )
    return row


@pytest.fixture
def foreign_citizen(outsider: User, far_unit: Unit) -> Citizen:
    """Of another organisation."""
    with acting(outsider) as by:
        row = met("foreign_citizen", unit=far_unit, by=by)
        with_course(row, contact_person=outsider, by=by)
        met_on_the_street(row, "foreign_citizen", by=by)
        add_task(
            unit=far_unit,
            citizen=row,
            title=token("foreign_citizen", "task"),
            due_on=timezone.localdate(),
            owner=by,
            by=by,
        )
    return row


@pytest.fixture
def unknown_contact(owner: User, centre: Unit, place: Place) -> Contact:
    """With somebody nobody knows."""
    with acting(owner) as by:
        return log_contact(
            unit=centre,
            at=timezone.now() - timedelta(days=2),
            way=Contact.Way.STREET,
            result=Contact.Result.SEEN,
            described_as=token("unknown_contact", "described"),
            place=place,
            by=by,
        )[0]


@pytest.fixture
def checklists(municipality: Organisation, leader: User) -> int:
    """The declared checklists as version 1 of the municipality; how many were written."""
    with acting(leader) as by:
        return declare_checklists(organisation=municipality, by=by)
