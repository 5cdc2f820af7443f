"""The counter that the query tests of all rooms trust."""

import pytest

from accounts.models import Unit, User
from cases.models import Citizen
from tests.cast import acting
from tests.factories import CitizenFactory
from tests.queries import assert_same_queries, queries_of


def test_a_query_for_each_row_is_found(owner: User, centre: Unit):
    with acting(owner) as by:
        CitizenFactory(unit=centre, by=by)

        with pytest.raises(AssertionError):
            assert_same_queries(
                lambda: [row.unit.name for row in Citizen.objects.all()],
                lambda: CitizenFactory.create_batch(2, unit=centre, by=by),
            )


def test_a_joined_list_costs_one_query_for_any_number_of_rows(owner: User, centre: Unit):
    with acting(owner) as by:
        CitizenFactory(unit=centre, by=by)

        assert_same_queries(
            lambda: [row.unit.name for row in Citizen.objects.select_related("unit")],
            lambda: CitizenFactory.create_batch(2, unit=centre, by=by),
            budget=1,
        )


def test_saying_who_acts_is_not_counted(owner: User):
    def act() -> None:
        with acting(owner):
            pass

    assert len(queries_of(act)) == 1  # the membership
