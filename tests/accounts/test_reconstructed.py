"""An organisation that was made from a published report says so on every page."""

from __future__ import annotations

from functools import partial

import pytest
from django.urls import reverse

from accounts.actions.units import add_unit, found_organisation
from accounts.models import User
from accounts.policy import Role
from tests.queries import queries_of
from tests.staff import client_of, hired

pytestmark = pytest.mark.django_db
BANNER = "Rekonstrueret af evalueringsrapporten fra 2017. Ingen af borgerne findes."
PAGE = reverse("accounts:policy")


@pytest.fixture
def invented(founder) -> User:
    """The leader of a reconstructed municipality."""
    organisation = found_organisation(
        name="Vejle (rekonstrueret)", kind="municipality", municipality_code="630", reconstructed=True, by=founder
    )
    unit = add_unit(organisation=organisation, name="Center", kind="treatment_centre", by=founder)
    return hired("Inga Vented", Role.LEADER, unit=unit, by=founder)


def test_a_reconstructed_organisation_says_so_and_no_other_does(invented, leader):
    shown = {person.name: client_of(person).get(PAGE).content.decode().count(BANNER) for person in (invented, leader)}

    assert shown == {invented.name: 1, leader.name: 0}


def test_saying_so_asks_the_database_nothing(invented, leader):
    clients = [client_of(person) for person in (invented, leader)]
    asked = [len(queries_of(partial(client.get, PAGE))) for client in clients]

    assert asked[0] == asked[1]
