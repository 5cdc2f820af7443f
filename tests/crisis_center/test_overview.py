"""Home's one glance: who is where, and whose move it is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import AccessLog
from crisis_center.actions.screening import Concluded, screen
from crisis_center.actions.spotting import take_spotting
from crisis_center.actions.stay import expect_until, leave
from tests.cast import SURNAMES, acting, client_of
from tests.crisis_center.crisis_factories import agreed, arrived, crisis_course, referred
from tests.crisis_center.spotting_factories import named, told
from tests.factories import CitizenFactory
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db

PAGE = "/akutkrisecenter/"


def glance(who):
    """{group: [(whose move, which)]}"""
    return {key: [(line.ball, line.move) for line in lines] for key, lines in lines_of(who).items()}


def lines_of(who):
    groups = client_of(who).get(PAGE).context["groups"]
    return {group.key: group.lines for group in groups if group.lines}


def test_a_spotting_is_the_mentors_then_the_deputys_then_the_leaders(spotter, mentor, owner, leader, house):
    named(house.centre, mentor=mentor, deputy=owner, by=leader)
    for hours in (0.2, 2, 4):
        told(by=spotter, hours_ago=hours)
    row = told(by=spotter)
    with acting(owner) as by:
        take_spotting(spotting=row, by=by)

    assert glance(mentor) == {
        "spottings": [
            ("Mikkel Bruun, Oda Lind eller lederen", "tag den"),
            ("Mikkel Bruun eller Oda Lind", "tag den"),
            ("Mikkel Bruun", "tag den"),
            ("Oda Lind", "find borgeren"),
        ]
    }


@pytest.mark.parametrize(
    ("concluded", "move"),
    [
        (None, "skriv screeningen færdig"),
        (Concluded("refer"), "spørg centret"),
        (Concluded("instead", reason="Nej", instead="Natcafé"), "følg op på det, I gør i stedet"),
    ],
)
def test_a_course_under_screening_is_its_contact_persons(citizen, owner, concluded, move):
    with acting(owner) as by:
        course = crisis_course(citizen, by=by)
    before = glance(owner)
    with acting(owner) as by:
        screen(case=course, concluded=concluded, by=by)

    assert (before, glance(owner)) == (
        {"screening": [("Oda Lind", "begynd screeningen")]}, {"screening": [("Oda Lind", move)]},
    )  # fmt: skip


def test_whose_turn_it_is_is_told(citizen, spotter, mentor, owner, leader, house):
    named(house.centre, mentor=mentor, deputy=owner, by=leader)
    told(by=spotter, hours_ago=2)
    with acting(owner) as by:
        crisis_course(citizen, by=by)

    turns = {who.name: [line.is_mine for lines in lines_of(who).values() for line in lines] for who in (mentor, owner)}

    assert turns == {"Mikkel Bruun": [True, False], "Oda Lind": [True, True]}


def test_an_enquiry_is_the_centres_until_it_has_answered(citizen, owner, any_house):
    with acting(owner) as by:
        referred(citizen, any_house.centre, by=by)

    assert glance(owner) == {"asked": [("Akutkrisecenter Åhuset", "svar på henvendelsen")]}


def test_after_yes_it_is_the_mentors(citizen, owner, any_house):
    agreed(citizen, any_house, by=owner)

    assert glance(owner) == {"asked": [("Oda Lind", "aftal afhentning")]}


def test_in_a_stay_it_is_the_centres_and_near_its_end_the_mentors(citizen, owner, any_house):
    stay = arrived(citizen, any_house, by=owner)
    with acting(owner) as by:
        expect_until(stay=stay, until=timezone.localdate() + timedelta(days=30), by=by)
    there = glance(owner)
    with acting(owner) as by:
        expect_until(stay=stay, until=timezone.localdate() + timedelta(days=5), by=by)

    assert (there, glance(owner)) == (
        {"there": [("Akutkrisecenter Åhuset", "")]}, {"home": [("Oda Lind", "sørg for, at hjælpen står klar")]},
    )  # fmt: skip
    assert "dag 9" in client_of(owner).get(PAGE).content.decode()


def test_who_came_home_is_followed_up_until_screened_anew(citizen, owner, any_house):
    stay = arrived(citizen, any_house, by=owner)
    with acting(any_house.worker) as by:
        leave(stay=stay, how="planned", at=timezone.now() - timedelta(days=1), by=by)
    home = glance(owner)
    with acting(owner) as by:
        screen(case=stay.case, by=by)

    assert (home, glance(owner)) == (
        {"home": [("Oda Lind", "følg op derhjemme")]}, {"screening": [("Oda Lind", "skriv screeningen færdig")]},
    )  # fmt: skip


def test_whoever_is_shown_is_in_the_log_and_nobody_else_is_shown(citizen, owner, stranger, outsider, house, spotter):
    arrived(citizen, house, by=owner)
    page = client_of(owner).get(PAGE).content.decode()

    others = [client_of(who).get(PAGE).content.decode() for who in (stranger, outsider, house.worker)]

    assert [SURNAMES["citizen"] in one for one in (page, *others)] == [True, False, False, False]
    assert client_of(spotter).get(PAGE).status_code == 403
    with acting(owner):
        assert AccessLog.objects.filter(citizen_id=citizen.pk, view_name="crisis_center:overview").count() == 1


def test_the_page_costs_the_same_for_any_number(citizen, owner, centre, own_house, spotter, mentor):
    def grow(count):
        with acting(owner) as by:
            people = [CitizenFactory(unit=centre, by=by) for _number in range(count)]
            for person in people:
                screen(case=crisis_course(person, by=by), by=by)
                referred(person, own_house.centre, by=by)
        for _person in people:
            told(by=spotter)

    grow(1)
    client = client_of(owner)
    assert_same_queries(lambda: client.get(PAGE), lambda: grow(2), lambda: grow(20))
