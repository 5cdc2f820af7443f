"""A spotting waits for the mentor, then for the deputy, then for the leader; whoever is away is passed over."""

import pytest
from django.utils import timezone

from cases.actions.absence import report_absence
from crisis_center.actions.spotting import take_spotting
from tests.cast import acting, client_of
from tests.crisis_center.spotting_factories import matched, named, told

pytestmark = pytest.mark.django_db


def waits_for(who, address="/min-dag/"):
    lines = client_of(who).get(address).context["waiting"]
    return [line.title for line in lines if line.icon == "eye"]


TITLE = "Bekymring for en borger: Bag Netto"


@pytest.mark.parametrize(
    ("hours", "waiting"),
    [(0.5, {"mentor"}), (2, {"mentor", "deputy"}), (4, {"mentor", "deputy", "leader"})],
)
def test_it_waits_for_the_mentor_then_the_deputy_then_the_leader(
    spotter, mentor, owner, colleague, leader, house, hours, waiting
):
    named(house.centre, mentor=mentor, deputy=owner, by=leader)
    told(by=spotter, hours_ago=hours)

    people = {"mentor": mentor, "deputy": owner, "leader": leader, "nobody": colleague}
    assert {who for who, user in people.items() if waits_for(user)} == waiting
    assert (waits_for(leader, "/enheden/") == [TITLE]) is ("leader" in waiting)


@pytest.mark.parametrize(("urgency", "hours"), [("days", 5), ("watch", 70)])
def test_what_is_less_urgent_waits_longer(spotter, mentor, owner, leader, house, urgency, hours):
    named(house.centre, mentor=mentor, deputy=owner, by=leader)
    told(by=spotter, hours_ago=hours, urgency=urgency)
    before = bool(waits_for(owner))
    told(by=spotter, hours_ago=hours + 3, urgency=urgency)

    assert (before, len(waits_for(owner)), waits_for(leader)) == (False, 1, [])


def away(user, by):
    with acting(by) as leader:
        today = timezone.localdate()
        report_absence(unit=user.memberships.get().unit, user=user, from_on=today, to_on=today, by=leader)


def test_while_the_mentor_is_away_it_waits_for_the_deputy_at_once(spotter, mentor, owner, leader, house):
    named(house.centre, mentor=mentor, deputy=owner, by=leader)
    away(mentor, leader)
    told(by=spotter)

    assert (waits_for(owner), waits_for(leader)) == ([TITLE], [])


def test_while_both_are_away_it_waits_for_the_leader_at_once(spotter, mentor, owner, leader, house):
    named(house.centre, mentor=mentor, deputy=owner, by=leader)
    away(mentor, leader)
    away(owner, leader)
    told(by=spotter)

    assert waits_for(leader) == [TITLE]


def test_without_an_agreement_it_waits_for_any_mentor_and_without_one_for_the_leader(spotter, mentor, leader):
    told(by=spotter)
    at_first = (waits_for(mentor), waits_for(leader))
    away(mentor, leader)

    assert (at_first, waits_for(leader)) == (([TITLE], []), [TITLE])


def test_taken_over_it_waits_for_whoever_took_it_until_it_is_settled(spotter, mentor, owner, leader, house, citizen):
    named(house.centre, mentor=mentor, deputy=owner, by=leader)
    row = told(by=spotter, hours_ago=5)
    with acting(mentor) as by:
        take_spotting(spotting=row, by=by)
    taken = (waits_for(mentor), waits_for(owner))
    away(mentor, leader)
    left = waits_for(owner)
    matched(row, citizen, owner)

    assert (taken, left, waits_for(owner)) == ((["Find borgeren: Bag Netto"], []), ["Find borgeren: Bag Netto"], [])
