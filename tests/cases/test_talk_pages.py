"""*Samtaler nær og fjern*: which talks are in the figures, for whom, and what the page says of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.actions.appointment import cancel_talk, hold_talk, miss_talk
from cases.actions.contact import correct_contact
from cases.talk_reading import read_talks, teams_of
from tests.cases.talk_factories import planned, spoken
from tests.cast import SURNAMES, acting, client_of
from tests.factories import CitizenFactory
from tests.queries import assert_same_queries

PAGE = reverse("cases:talks")


def on(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def table(client, key: str, **query) -> list[list[str]]:
    return next(one.rows for one in client.get(PAGE, query).context["tables"] if one.key == key)


def read(user):
    with acting(user) as by:
        return read_talks(by, on(-60), on(0))


def days_of(talks) -> list[int]:
    return sorted(gap.days for gap in talks.gaps)


def test_the_units_planned_talks_by_way(citizen, owner):
    with acting(owner) as by:
        for distance in range(-6, -1):
            hold_talk(appointment=planned(citizen, by=by, due_on=on(distance)), by=by)
        miss_talk(appointment=planned(citizen, by=by, due_on=on(-1)), by=by)
        cancel_talk(appointment=planned(citizen, by=by, way="home", due_on=on(-1)), cancelled_by="citizen", by=by)
        cancel_talk(appointment=planned(citizen, by=by, way="home", due_on=on(-1)), cancelled_by="worker", by=by)
        planned(citizen, by=by, way="home", due_on=on(-1))
        planned(citizen, by=by, due_on=on(0))  # later today
        planned(citizen, by=by, due_on=on(5))

    assert table(client_of(owner), "afbud", periode="3") == [
        ["Fremmøde", "1", "0", "0", "1", "–", "–", "1", "1"],
        ["Telefon", "6", "5", "1", "0", "17 %", "0 %", "0", "0"],
        ["I alt", "7", "5", "1", "1", "14 %", "14 %", "1", "1"],
    ]


def test_a_plain_agreement_an_sms_and_an_attempt_are_no_talks(citizen, owner):
    before = len(read(owner).spoken)
    with acting(owner) as by:
        spoken(citizen, on(-2), by=by, way="sms")
        spoken(citizen, on(-2), by=by, result="not_met")
        spoken(citizen, on(-2), by=by, way="phone")

    found = read(owner)

    assert (len(found.spoken) - before, found.planned) == (1, [])


def test_a_corrected_contact_counts_once_and_as_it_was_put_right(citizen, owner):
    with acting(owner) as by:
        wrong = spoken(citizen, on(-9), by=by, minutes=90)
        correct_contact(contact=wrong, reason="Forkert", minutes=30, way="phone", by=by)

    found = [row for row in read(owner).spoken if row.day == on(-9)]

    assert [(row.way, row.minutes) for row in found] == [("phone", 30)]


def test_days_between_reach_back_before_the_period(citizen, owner):
    with acting(owner) as by:
        spoken(citizen, on(-25), by=by)
        spoken(citizen, on(-5), by=by)
        # The cast met the citizen yesterday.
        recent = read_talks(by, on(-10), on(0))

    assert days_of(recent) == [4, 20]


def test_another_units_and_another_organisations_talks_are_not_in_it(
    citizen, owner, other_citizen, stranger, foreign_citizen, outsider
):
    for person, who in ((stranger, other_citizen), (outsider, foreign_citizen)):
        with acting(person) as by:
            miss_talk(appointment=planned(who, by=by, due_on=on(-1)), by=by)

    found = read(owner)

    assert (found.planned, {row.citizen_id for row in found.spoken}) == ([], {citizen.pk})


def test_a_teams_figures_are_those_of_its_people(citizen, unit_citizen, owner, colleague, unit_mate):
    for person, who in ((owner, citizen), (colleague, citizen), (unit_mate, unit_citizen)):
        with acting(person) as by:
            hold_talk(appointment=planned(who, by=by, due_on=on(-1)), by=by)
    with acting(owner) as by:
        team = next(one for one in teams_of(by, on(-60), on(0)) if one.id == by.membership.team_id)
        whole, ours = read_talks(by, on(-60), on(0)), read_talks(by, on(-60), on(0), team)

    assert (len(whole.planned), len(ours.planned)) == (3, 2)
    assert {row.author_id for row in ours.spoken} == {owner.pk}


def test_a_team_of_one_is_a_person_and_cannot_be_chosen(owner, colleague, unit_mate):
    with acting(owner) as by:
        teams = [one.id for one in teams_of(by, on(-60), on(0))]
    page = client_of(owner).get(PAGE, {"team": unit_mate.memberships.get().team_id or ""})

    assert teams == [owner.memberships.get().team_id]
    assert page.context["whose"] == "Hele enheden"


def test_who_came_to_the_team_later_brings_nothing_of_before(citizen, owner, colleague):
    with acting(owner) as by:
        hold_talk(appointment=planned(citizen, by=by, due_on=on(-20)), by=by)
        team = next(one for one in teams_of(by, on(-60), on(0)) if one.id == by.membership.team_id)
    stays = {owner.pk: [type(stay)(on(-10), None) for stay in team.stays[owner.pk]]}

    with acting(owner) as by:
        assert read_talks(by, on(-60), on(0), type(team)(team.id, team.name, stays)).planned == []


@pytest.mark.parametrize("query", [{}, {"periode": "12"}, {"periode": "x", "team": "y"}, {"periode": "sidste-aar"}])
def test_the_page_names_no_citizen_and_no_worker(citizen, owner, leader, query):
    with acting(owner) as by:
        miss_talk(appointment=planned(citizen, by=by, due_on=on(-1)), by=by)

    text = client_of(leader).get(PAGE, query).content.decode()

    assert SURNAMES["citizen"] not in text
    assert owner.name not in text.split("<main", 1)[1]


def test_every_figure_says_how_it_is_counted_and_every_picture_has_its_table(citizen, owner):
    with acting(owner) as by:
        for distance in range(-6, -1):
            miss_talk(appointment=planned(citizen, by=by, due_on=on(distance)), by=by)

    page = client_of(owner).get(PAGE)
    shown = page.context["tables"]

    assert [one.key for one in shown] == ["afbud", "dage", "maaneder", "minutter", "skift-fjern", "passer"]
    assert all(one.definition for one in shown)
    assert all(one.rows and one.chart_words for one in shown if one.chart)
    assert "<svg" in shown[0].chart


def test_nothing_yet_says_what_to_do(outside_leader):
    assert "Ingen samtaler i perioden" in client_of(outside_leader).get(PAGE).content.decode()


def test_the_units_page_leads_here(leader):
    assert PAGE in client_of(leader).get(reverse("cases:unit_overview")).content.decode()


def test_any_number_of_talks_costs_the_same(owner, centre, colleague):
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for one in CitizenFactory.create_batch(number, unit=centre, by=by):
                spoken(one, on(-3), by=by)
                hold_talk(appointment=planned(one, by=by, due_on=on(-1)), by=by)

    more(1)
    team = str(owner.memberships.get().team_id)
    assert_same_queries(lambda: client.get(PAGE, {"team": team}), lambda: more(2), lambda: more(40))
