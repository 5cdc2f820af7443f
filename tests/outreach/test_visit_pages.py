"""*Ude nu*, the list of visits, the numbers, and what waits on *Min dag* and *Enheden*."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.waiting import read_waiting, waiting_lines
from outreach.actions.visit import call_off
from tests.cast import SURNAMES, acting, client_of
from tests.factories import ContactFactory, PlaceFactory
from tests.outreach.visit_factories import planned, route, walked
from tests.queries import assert_same_queries

LIST = reverse("outreach:visits")
OUT = reverse("outreach:out_now")
NUMBERS = reverse("outreach:visit_numbers")
MY_DAY = reverse("cases:my_day")
UNIT = reverse("cases:unit_overview")


def waits(user, *, mine: bool = True) -> list[tuple[str, str]]:
    """[(title, tone)] of what waits of routes and visits."""
    today = timezone.localdate()
    with acting(user) as by:
        rows = [row for row in read_waiting(by, mine=mine, today=today) if row.kind.startswith("visit")]
        return [(line.title, line.tone) for line in waiting_lines(rows, {}, today)]


def test_todays_route_and_planned_visit_wait_on_my_day_with_a_button(owner, colleague, centre):
    with acting(owner) as by:
        row = route(by)
        route(by, name="En anden dag", weekday=timezone.localdate().isoweekday() % 7 + 1)
        route(by, name="Kollegaens", workers=[colleague])
        visit = planned(by, place=PlaceFactory(unit=centre, by=by, name="Kajen"))

    page = client_of(owner).get(MY_DAY).content.decode()

    assert sorted(waits(owner)) == [("Havnen rundt", ""), ("Kajen", "")]
    assert reverse("outreach:route_out", args=[row.pk]) in page
    assert reverse("outreach:visit_out", args=[visit.pk]) in page


def test_from_my_day_one_goes_out_by_one_tap_and_stays_there(owner):
    with acting(owner) as by:
        row = route(by)
    client = client_of(owner)

    answer = client.post(reverse("outreach:route_out", args=[row.pk]), {"next": MY_DAY})

    assert answer.url == MY_DAY
    assert waits(owner) == [("Ude: Havnen rundt", "")]
    assert "Ventes tilbage kl." in client.get(MY_DAY).content.decode()


def test_what_was_walked_or_called_off_today_waits_no_more(owner):
    with acting(owner) as by:
        first, second = route(by), route(by)
        walked(by, on=first, out_hours_ago=0, back_hours_ago=0)
        call_off(visit=planned(by, route=second), because="Storm", by=by)

    assert waits(owner) == []


def test_who_is_overdue_stands_first_for_every_colleague_and_the_leader_and_nobody_else(
    owner, unit_mate, leader, spotter, stranger, outsider
):
    with acting(owner) as by:
        walked(by, out_hours_ago=3, back_hours_ago=None, expected_hours_ago=0.5)
    overdue = [("Ikke tilbage: Havnen rundt", "bad")]

    seen = {user.name: waits(user) for user in (owner, unit_mate, leader, spotter, stranger, outsider)}

    assert seen == {
        "Oda Lind": overdue,
        "Ulla Friis": overdue,
        "Lone Vinther": overdue,
        "Svend Agger": [],
        "Stine Dahl": [],
        "Fatima Saleh": [],
    }
    assert waits(leader, mine=False) == overdue
    page = client_of(leader).get(UNIT).content.decode()
    assert "Oda Lind skulle være tilbage kl." in page


def test_out_now_says_who_and_when_and_no_citizens_name(owner, unit_mate, colleague, citizen, centre):
    with acting(owner) as by:
        walked(by, out_hours_ago=1, back_hours_ago=None, safety_note="Gå altid to", workers=[owner, colleague])
        ContactFactory(citizens=[citizen], unit=centre, at=timezone.now(), by=by)
    with acting(unit_mate) as by:
        walked(by, out_hours_ago=4, back_hours_ago=None, on=route(by, name="Parken"))
        walked(by, on=route(by, name="Er hjemme"))

    page = client_of(unit_mate).get(OUT)

    shown = [(line.where, line.tone, line.result.split()[0], line.safety) for line in page.context["lines"]]
    assert shown == [("Parken", "bad", "Skulle", ""), ("Havnen rundt", "water", "Ude,", "Gå altid to")]
    assert "Kasper Holm, Oda Lind" in page.content.decode()
    assert SURNAMES["citizen"] not in page.content.decode()


def test_the_list_is_narrowed_by_route_and_by_place_on_the_way(owner, centre, place):
    with acting(owner) as by:
        by_the_place, other = route(by, name="Torvet", stops=[(place, None)]), route(by, name="Parken")
        for row in (by_the_place, other):
            walked(by, on=row)
        planned(by, place=place)
    client = client_of(owner)

    shown = {
        query: sorted(line.where for line in client.get(LIST + query).context["lines"])
        for query in ("", f"?rute={other.pk}", f"?sted={place.pk}", "?rute=vrøvl")
    }

    assert list(shown.values()) == [
        ["Banegårdspladsen", "Parken", "Torvet"],
        ["Parken"],
        ["Banegårdspladsen", "Torvet"],
        ["Banegårdspladsen", "Parken", "Torvet"],
    ]


def test_the_next_page_begins_where_this_one_ends_and_keeps_the_choice(owner):
    with acting(owner) as by:
        row = route(by)
        for number in range(1, 32):
            walked(by, on=row, days_ago=number, met=number)
        walked(by, on=route(by), days_ago=2)
    client = client_of(owner)
    first = client.get(f"{LIST}?rute={row.pk}")
    second = client.get(LIST + first.context["older_url"])

    assert [[line.result for line in page.context["lines"]] for page in (first, second)] == [
        [f"{number} mødt" for number in range(1, 31)],
        ["31 mødt"],
    ]


@pytest.mark.parametrize("key", ["x", "2026-01-01_x", "0001-01-01T00:00:00+00:00_0"])
def test_a_key_that_is_none_gives_the_first_page(owner, key):
    assert client_of(owner).get(LIST, {"efter": key}).status_code == 200


def test_numbers_are_the_units_week_by_week_and_never_a_workers(owner, unit_mate, stranger):
    wednesday = timezone.localdate().weekday() + 5
    morning = {"planned_from": time(10), "planned_to": time(12), "days_ago": wednesday}
    with acting(owner) as by:
        walked(by, **{**morning, "planned_to": time(16, 5)}, met=3)
        walked(by, **morning, met=0, own_minutes=30)
        call_off(visit=planned(by, day=timezone.localdate() - timedelta(days=wednesday)), because="Sne", by=by)
    with acting(unit_mate) as by:
        walked(by, **morning, met=1)
    with acting(stranger) as by:
        walked(by, **morning, met=9)

    page = client_of(owner).get(NUMBERS)

    _this_week, last_week, *_earlier = page.context["rows"]
    assert last_week[1:] == ["3", "1", "1", "4", "9", "270", "1"]
    assert len(page.context["rows"]) == 12
    assert "Oda Lind" not in page.content.decode().partition("<main")[2]


@pytest.mark.parametrize("url", [LIST, OUT, NUMBERS, MY_DAY, UNIT])
def test_any_number_of_visits_costs_the_same(owner, url):
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for hours in range(number):
                walked(by, out_hours_ago=hours + 3, back_hours_ago=None)
                walked(by, out_hours_ago=hours + 3)

    more(1)
    assert_same_queries(lambda: client.get(url), lambda: more(2), lambda: more(50))
