"""What waits of questions to centres, for whom, and until when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from cases.models import Citizen
from cases.waiting import read_waiting
from crisis_center.actions.agreement import agree
from crisis_center.actions.pick_up import plan_pick_up
from crisis_center.actions.referral import decide, grant, say_room
from crisis_center.actions.stay import admit
from tests.cast import acting, client_of
from tests.crisis_center.asking_factories import asked
from tests.crisis_center.crisis_factories import House, agreed

pytestmark = pytest.mark.django_db


def waits(user: User, *, mine: bool = True) -> set[str]:
    with acting(user) as by:
        rows = read_waiting(by, mine=mine, today=timezone.localdate())
        return {row.kind for row in rows if row.kind.startswith("centre_")}


def everybody(owner: User, leader: User, house: House) -> dict[str, set[str]]:
    return {
        "mentor": waits(owner), "leader": waits(leader, mine=False), "worker": waits(house.worker),
        "their leader": waits(house.leader, mine=False),
    }  # fmt: skip


def test_a_question_waits_at_the_centre_and_at_home_when_it_is_silent(
    citizen: Citizen, owner: User, leader: User, house: House
):
    asked(citizen, house, owner)

    assert everybody(owner, leader, house) == {
        "mentor": {"centre_silent"}, "leader": {"centre_silent"}, "worker": {"centre_asked"},
        "their leader": {"centre_asked"},
    }  # fmt: skip


def test_home_gives_the_centre_some_hours(citizen: Citizen, owner: User, house: House):
    asked(citizen, house, owner, days_ago=0)

    assert (waits(owner), waits(house.worker)) == (set(), {"centre_asked"})


def test_under_sel_107_the_decision_waits_for_the_municipalitys_leader(
    citizen: Citizen, owner: User, leader: User, own_house: House
):
    row = asked(citizen, own_house, owner)
    before = waits(leader, mine=False)
    with acting(own_house.leader) as by:
        decide(referral=row, accepted=True, by=by)
    between = (waits(leader, mine=False), waits(owner))
    with acting(leader) as by:
        grant(referral=row, granted=True, by=by)

    assert before == {"centre_ungranted", "centre_silent"}
    assert between == ({"centre_ungranted"}, set())
    assert waits(leader, mine=False) == set()


def test_nobody_fetches_until_somebody_does(citizen: Citizen, owner: User, any_house: House):
    row = agreed(citizen, any_house, by=owner)
    seen = [waits(owner)]
    with acting(any_house.worker) as by:
        say_room(referral=row, is_free=False, by=by)
    seen.append(waits(owner))
    with acting(any_house.worker) as by:
        say_room(referral=row, is_free=True, by=by)
    seen.append(waits(owner))
    with acting(owner) as by:
        plan_pick_up(referral=row, fetched_by="Oda", by=by)
    seen.append(waits(owner))
    with acting(any_house.worker) as by:
        admit(referral=row, by=by)
    seen.append(waits(owner))

    assert seen == [{"centre_unfetched"}, set(), {"centre_unfetched"}, set(), set()]


def test_an_agreement_is_gone_through_in_time(owner: User, leader: User, house: House):
    with acting(leader) as by:
        agree(centre=house.centre, review_on=timezone.localdate() + timedelta(days=3), by=by)

    assert everybody(owner, leader, house) == {
        "mentor": set(), "leader": {"centre_agreement"}, "worker": set(), "their leader": set(),
    }  # fmt: skip


def test_the_pages_say_it(citizen: Citizen, owner: User, house: House):
    asked(citizen, house, owner)

    home = client_of(owner).get("/min-dag/").content.decode()
    centre = client_of(house.worker).get("/min-dag/").content.decode()

    assert "Akutkrisecenter Åhuset har ikke svaret: Karla Zornfeldt" in home
    assert "Ring til centret på 66112233." in home
    assert ("Henvendelse fra Odense Kommune" in centre, "Bodil" in centre) == (True, False)
