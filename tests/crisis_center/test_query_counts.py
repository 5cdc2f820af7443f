"""The forms of the room cost the same however many they choose among, and however much there is already."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Unit, User
from accounts.policy import Role
from cases.models import Citizen
from crisis_center.actions.centre import add_room
from crisis_center.actions.handover import hand_over_shift
from crisis_center.actions.homecoming import agree_at_home
from crisis_center.actions.midway import hold_midway
from crisis_center.actions.pick_up import end_pick_up, plan_pick_up
from crisis_center.actions.readiness import make_ready
from crisis_center.models import Stay
from directory.actions.partner import add_partner
from tests.cast import acting, client_of
from tests.crisis_center.asking_factories import asked, fetched, url
from tests.crisis_center.crisis_factories import House, agreed, arrived
from tests.crisis_center.duty_factories import at
from tests.crisis_center.home_factories import came_home, stayed
from tests.crisis_center.spotting_factories import named, told
from tests.factories import CitizenFactory, PlaceFactory
from tests.queries import assert_same_queries
from tests.staff import hired

pytestmark = pytest.mark.django_db


def same(client: Client, addresses: list[str], more: Callable[[int], None], most: int = 97) -> None:
    """Each page costs the same for 1, 3 and 100 rows; `more(number)` adds them. All pages grow together."""
    more(1)
    for address in addresses:
        assert client.get(address).status_code == 200, address

    def ask_all() -> None:
        for address in addresses:
            client.get(address)

    for address in addresses:
        assert_same_queries(lambda address=address: client.get(address))
    assert_same_queries(ask_all, lambda: more(2), lambda: more(most), budget=12 * len(addresses))


def test_the_choice_of_a_room(citizen: Citizen, alias_citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    row = agreed(alias_citizen, any_house, by=owner)
    count = iter(range(10, 1000))

    def more(number: int) -> None:
        with acting(any_house.leader) as by:
            for _each in range(number):
                add_room(centre=any_house.centre, name=str(next(count)), by=by)

    pages = [url("admit", row), at("stay_room", stay.pk), at("wall")]
    same(client_of(any_house.worker), pages, more)


def test_the_forms_of_a_question(citizen: Citizen, owner: User, leader: User, any_house: House):
    row = asked(citizen, any_house, owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for _each in range(number):
                made = plan_pick_up(referral=row, fetched_by="Oda", by=by)
                end_pick_up(pick_up=made, result="not_found", by=by)

    at_centre = [url(name, row) for name in ("referral_assess", "referral_decide", "referral_room")]
    same(client_of(any_house.leader), [*at_centre, url("pick_up_new", row)], more, most=30)
    same(client_of(owner), [url("referral_withdraw", row), url("pick_up_new", row)], more, most=3)
    if not any_house.centre.leader_decides:
        same(client_of(leader, purpose_for=[citizen]), [url("referral_grant", row)], more, most=3)


def test_the_forms_of_a_pick_up(citizen: Citizen, owner: User, any_house: House):
    going = fetched(citizen, any_house, owner)

    def more(number: int) -> None:
        nonlocal going
        with acting(owner) as by:
            for _each in range(number):
                end_pick_up(pick_up=going, result="not_found", by=by)
                going = plan_pick_up(referral=going.referral, fetched_by="Oda", left_at=timezone.now(), by=by)

    more(1)
    for who in (owner, any_house.worker):
        client = client_of(who)
        for name in ("pick_up", "pick_up_end"):
            page = lambda name=name, client=client: client.get(url(name, going))  # noqa: E731
            assert page().status_code == 200
            assert_same_queries(page, lambda: more(2), lambda: more(15))


def test_somebody_is_told_of_at_any_number_of_places(
    spotter: User, owner: User, mentor: User, leader: User, centre: Unit, house: House
):
    named(house.centre, mentor=mentor, by=leader)
    row = told(by=spotter)

    def more(number: int) -> None:
        with acting(owner) as by:
            PlaceFactory.create_batch(number, unit=centre, by=by)
            CitizenFactory.create_batch(number, unit=centre, by=by)

    pages = [reverse(f"crisis_center:{name}", args=[row.pk]) for name in ("spotting_match", "spotting_close")]
    same(client_of(mentor), [reverse("crisis_center:spotting_new"), *pages], more)
    same(client_of(spotter), [reverse("crisis_center:spotting_new")], more, most=3)


def test_an_agreement_chooses_among_any_number_of_people(
    leader: User, mentor: User, founder: User, centre: Unit, house: House, own_house: House
):
    row = named(house.centre, mentor=mentor, by=leader)
    count = iter(range(1000))

    def more(number: int) -> None:
        for _each in range(number):
            hired(f"Medarbejder {next(count)}", Role.OUTREACH_WORKER, unit=centre, by=founder)

    pages = [at("centre_agreement_new", own_house.centre.pk)]
    pages += [at(name, row.pk) for name in ("centre_agreement_edit", "centre_agreement_end", "spotter_new")]
    same(client_of(leader), pages, more, most=40)


def prepared(stay: Stay, by: User, number: int) -> None:
    for each in range(number):
        make_ready(stay=stay, area="other", what=f"Ting {each}", side="home", by=by)


@pytest.mark.parametrize("side", ["home", "centre"])
def test_the_forms_of_midway_and_of_the_end(citizen: Citizen, owner: User, any_house: House, side: str):
    stay = stayed(citizen, any_house, by=owner)
    everybody = {"citizen_came": True, "home_came": True, "centre_came": True}
    with acting(owner) as by:
        held = hold_midway(stay=stay, held_at=timezone.now() - timedelta(hours=1), by=by, **everybody)

    def more(number: int) -> None:
        with acting(owner) as by:
            prepared(stay, by, number)

    names = ["midway_plan", "midway_held", "midway_missed", "readiness", "hard_times", "expect_until", "future"]
    pages = [at(name, stay.pk) for name in (names if side == "home" else [*names, "leave"])]
    same(client_of(owner if side == "home" else any_house.worker), [*pages, at("midway_edit", held.pk)], more)


def test_the_forms_of_a_homecoming(citizen: Citizen, owner: User, centre: Unit, any_house: House):
    stay = came_home(citizen, any_house, by=owner, days_ago=3)
    count = iter(range(1000))

    def more(number: int) -> None:
        with acting(owner) as by:
            for _each in range(number):
                add_partner(unit=centre, name=f"Partner {next(count)}", kind="other", by=by)
                agree_at_home(case=stay.case, actor_words="Bo", what="Ringer", by=by)
            prepared(stay, by, number)

    pages = [at("agreement_new", stay.case_id), at("homecoming_decline", stay.pk), at("homecoming", stay.pk)]
    same(client_of(owner), [*pages, at("homecoming_found", stay.pk, "day_1")], more)


def test_a_handover_of_any_number(owner: User, centre: Unit, any_house: House):
    def more(number: int) -> None:
        with acting(owner) as by:
            people = CitizenFactory.create_batch(number, unit=centre, by=by)
        stays = [arrived(one, any_house, by=owner, room=None) for one in people]
        with acting(any_house.worker) as worker:
            watched = [stay.pk for stay in stays]
            hand_over_shift(centre=any_house.centre, shift="day", text="Rolig", watched=watched, by=worker)

    same(client_of(any_house.worker), [at("handover_new"), at("handovers")], more, most=30)


def test_the_rows_of_a_number(owner: User, centre: Unit, leader: User, any_house: House):
    def more(number: int) -> None:
        with acting(owner) as by:
            people = CitizenFactory.create_batch(number, unit=centre, by=by)
        for one in people:
            came_home(one, any_house, by=owner, days_ago=2)

    more(1)
    page = client_of(any_house.leader).get(reverse("crisis_center:numbers"))
    numbers = [cell[1] for _label, *cells in page.context["rows"] for cell in cells if not isinstance(cell, str)]
    for who in (any_house.leader, leader):
        same(client_of(who), [reverse("crisis_center:numbers"), numbers[0]], more, most=30 if who is leader else 3)
