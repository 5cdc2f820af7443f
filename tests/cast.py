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

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Organisation, Unit, User
from cases.actions.case import assign, open_case
from cases.actions.citizen import add_best_met, add_citizen, allow_speaking_with
from cases.actions.contact import Agreement, log_contact
from cases.actions.pathway import declare_checklists, start_step
from cases.actions.task import add_task
from cases.models import Assignment, Case, Citizen, Contact, Task
from directory.actions.place import add_place
from directory.models import Place
from tests.staff import SINCE, acting, client_of, hired, membership_of

__all__ = ["SINCE", "SURNAMES", "acting", "client_of", "hired", "membership_of", "token"]

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
