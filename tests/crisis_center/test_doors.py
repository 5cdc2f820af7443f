"""Who works with the crisis centre finds it among the first doors, and sees behind which door they stand."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.navigation import doors_for
from tests.cast import acting
from tests.crisis_center.crisis_factories import House

pytestmark = pytest.mark.django_db


def labels(user: User, path: str = "/") -> list[tuple[str, bool]]:
    with acting(user) as by:
        return [(door.label, door.current) for door in doors_for(by, path)[0]]


def test_a_mentor_has_it_on_a_phones_bar_and_the_people_of_a_centre_before_all(mentor: User, owner: User, house: House):
    places = [[label for label, _ in labels(user)].index("Akutkrisecenter") for user in (mentor, house.worker, owner)]

    assert places[:2] == [2, 0]
    assert places[2] > 3


@pytest.mark.parametrize(
    ("page", "door"),
    [("board", "Akutkrisecenter"), ("overview", "Akutkrisecenter"), ("numbers", "Akutkrisecenter i tal")],
)
def test_one_stands_behind_one_door(house: House, page: str, door: str):
    current = [label for label, here in labels(house.leader, reverse(f"crisis_center:{page}")) if here]

    assert current == [door]
