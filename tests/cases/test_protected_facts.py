"""Of a protected citizen nothing by which others could find them, and nothing others may write."""

import pytest
from django.urls import reverse

from cases.actions.citizen import add_best_met
from cases.models import BestMet
from tests.cast import acting, client_of, token


@pytest.fixture
def best_met(protected_citizen, place, owner) -> BestMet:
    with acting(owner) as by:
        return add_best_met(
            citizen=protected_citizen, place=place, note=token("protected_citizen", "bestmet"), weekday=2, by=by
        )


@pytest.mark.parametrize("page", ["cases:citizen", "cases:citizen_history"])
def test_where_they_are_best_met_is_for_those_on_the_course(best_met, protected_citizen, owner, unit_mate, page):
    address = reverse(page, args=[protected_citizen.pk])
    seen = {
        user.name: token("protected_citizen", "bestmet")
        in client_of(user, purpose_for=[protected_citizen]).get(address).content.decode()
        for user in (owner, unit_mate)
    }

    assert seen == {owner.name: True, unit_mate.name: False}


def test_others_neither_add_nor_take_away(best_met, protected_citizen, unit_mate):
    client = client_of(unit_mate, purpose_for=[protected_citizen])
    one = [protected_citizen.pk]
    asked = {
        "cases:best_met_add": (one, {"note": "om aftenen"}),
        "cases:best_met_remove": ([*one, best_met.pk], {}),
        "cases:speaks_for_add": (one, {"name": "Ida", "relation": "ven", "agreed_on": "2026-01-01"}),
    }

    statuses = {name: client.post(reverse(name, args=args), data).status_code for name, (args, data) in asked.items()}

    assert statuses == dict.fromkeys(asked, 403)
