"""Each number is the count of the rows it leads to; each leader sees no more than their own."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.models import Citizen
from crisis_center.actions.homecoming import follow_up
from crisis_center.actions.midway import hold_midway
from crisis_center.actions.readiness import put_in_place
from crisis_center.actions.referral import decide
from crisis_center.actions.stay import leave
from crisis_center.numbers import HalfYear
from tests.cast import SURNAMES, acting, client_of
from tests.crisis_center.crisis_factories import House, referred
from tests.crisis_center.home_factories import came_home, stayed

pytestmark = pytest.mark.django_db

NUMBERS = reverse("crisis_center:numbers")


def cells(user: User, half: HalfYear) -> dict[str, str]:
    """{label: number} of the first column."""
    rows = client_of(user).get(NUMBERS, {"halvaar": str(half)}).context["rows"]
    return {label: cell if isinstance(cell, str) else cell[0] for label, cell, *_others in rows}


def half_of(stay) -> HalfYear:
    return HalfYear.read("", timezone.localdate(stay.arrived_at))


def test_numbers_at_home_and_at_the_centre(citizen: Citizen, owner: User, leader: User, any_house: House):
    stay = stayed(citizen, any_house, by=owner, days=20)
    at = timezone.now() - timedelta(days=12)
    with acting(any_house.worker) as worker:
        hold_midway(stay=stay, held_at=at, citizen_came=True, by=worker)
        stay = leave(stay=stay, how="planned", at=timezone.now() - timedelta(days=10), by=worker)
    with acting(owner) as by:
        put_in_place(stay=stay, areas=["housing"], by=by)
        day = timezone.localdate() - timedelta(days=8)
        follow_up(stay=stay, occasion="day_1", found="in_contact", found_on=day, by=by)

    home, centre = cells(leader, half_of(stay)), cells(any_house.leader, half_of(stay))

    shared = {
        "Ophold": "1", "Fra spurgt til svar, median": "2 timer (1 ophold)",
        "Længde af ophold, median": "10 dage (1 ophold)", "Midtvejsmøde holdt": "1 af 1",
        "Støtteberedskab på plads ved hjemkomst": "0 af 1", "Tilbage inden for tre måneder": "0 af 1",
        "Henvendelser, der fik nej": "0",
    }  # fmt: skip
    assert {key: home[key] for key in shared} == shared
    assert {key: centre[key] for key in shared} == shared
    assert (home["Kontakt senest dag 1"], home["Kontakt inden for en uge"]) == ("0 af 1", "1 af 1")
    assert "Kontakt senest dag 1" not in centre


def test_each_number_leads_to_as_many_rows(citizen: Citizen, alias_citizen: Citizen, owner: User, house: House):
    stay = came_home(citizen, house, by=owner, days_ago=2)
    with acting(owner) as by:
        refused = referred(alias_citizen, house.centre, by=by, days_ago=1)
    with acting(house.leader) as by:
        decide(referral=refused, accepted=False, refusal="no_room", instead="Værestedet", by=by)
    client = client_of(house.leader)

    page = client.get(NUMBERS, {"halvaar": str(half_of(stay))}).context["rows"]

    for label, cell, *_others in page:
        if not isinstance(cell, str):
            lines = client.get(cell[1]).context["lines"]
            count = re.search(r"\((\d+)", cell[0]) or re.search(r"(\d+)", cell[0])
            assert (label, len(lines)) == (label, int(count[1]))
    rows = unescape(client.get(page[-1][1][1]).content.decode()) if not isinstance(page[-1][1], str) else ""
    assert SURNAMES["citizen"] not in rows


def test_other_leaders_see_none_of_it(
    citizen: Citizen, owner: User, other_leader: User, outside_leader: User, any_house: House
):
    stay = came_home(citizen, any_house, by=owner, days_ago=2)

    for who in (other_leader, outside_leader):
        assert client_of(who).get(NUMBERS, {"halvaar": str(half_of(stay))}).context["nothing"] is True


def test_it_is_for_leaders(owner: User):
    assert client_of(owner).get(NUMBERS).status_code == 403
