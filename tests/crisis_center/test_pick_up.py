"""Somebody fetches the citizen: several attempts, each side writes, and the hours are counted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.models import Citizen, StepRun
from crisis_center.actions.pick_up import end_pick_up, plan_pick_up
from crisis_center.actions.stay import admit
from crisis_center.models import PickUp
from tests.cast import acting, client_of
from tests.crisis_center.asking_factories import NO, asked, fetched, url
from tests.crisis_center.crisis_factories import House, agreed, arrived
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db


def steps(by: User) -> list[tuple[str, bool]]:
    with acting(by):
        runs = StepRun.objects.filter(step__startswith="crisis_in")
        return [(run.step, run.ended_at is None) for run in runs]


@pytest.mark.parametrize("side", ["home", "centre"])
def test_either_side_fetches_and_both_own_what_is_written(citizen: Citizen, owner: User, any_house: House, side: str):
    row = agreed(citizen, any_house, by=owner)
    who = owner if side == "home" else any_house.worker

    answer = client_of(who).post(
        url("pick_up_new", row),
        {"fetched_by": "Dorthe", "how": "car", "planned_at": timezone.now() + timedelta(hours=2)},
    )

    assert answer.url == row.get_absolute_url()
    with acting(owner) as by:
        made = PickUp.objects.visible_to(by).get()
        operator = any_house.centre.operator
        shared = operator.pk if operator != citizen.organisation else None
        assert (made.organisation_id, made.shared_with_id, made.noted_by_id) == (
            citizen.organisation_id,
            shared,
            who.pk,
        )
    with acting(any_house.worker) as worker:
        assert PickUp.objects.visible_to(worker).count() == 1
    assert steps(owner) == [("crisis_in.pick_up", True)]


def test_off_and_there_ends_the_step(citizen: Citizen, owner: User, house: House):
    row = fetched(citizen, house, owner, left_at=None)
    client = client_of(owner)

    client.post(url("pick_up_off", row))
    on_the_way = client.get(row.referral.get_absolute_url()).content.decode()
    client.post(
        url("pick_up_end", row), {"result": "arrived", "ended_at": timezone.now(), "motivation": "Talte om hunden"}
    )

    assert "På vej siden i dag" in on_the_way
    with acting(owner):
        row.refresh_from_db()
    assert (row.result, row.motivation, row.is_on_the_way) == ("arrived", "Talte om hunden", False)
    assert steps(owner) == [("crisis_in.pick_up", False)]


def test_who_was_not_found_is_fetched_again(citizen: Citizen, owner: User, house: House):
    first = fetched(citizen, house, owner)
    client, page = client_of(owner), first.referral.get_absolute_url()
    twice = client.post(url("pick_up_new", first.referral), {"fetched_by": "Oda"}).content.decode()
    client.post(url("pick_up_end", first), {"result": "not_found", "ended_at": timezone.now()})
    client.post(url("pick_up_new", first.referral), {"fetched_by": "Kasper", "how": "train", "medicine": "Metadon"})

    shown = client_of(house.worker).get(page).content.decode()

    assert "Der er allerede en afhentning i gang" in twice
    assert shown.index("Kasper") < shown.index("Medicin: Metadon") < shown.index("Ikke fundet")
    assert steps(owner) == [("crisis_in.pick_up", True)]


def test_the_hours_from_question_and_answer_to_arrival(citizen: Citizen, owner: User, house: House):
    row = agreed(citizen, house, by=owner, days_ago=9)
    with acting(house.worker) as worker:
        admit(referral=row, at=row.asked_at + timedelta(hours=9), by=worker)

    times = dict(client_of(owner).get(row.get_absolute_url()).context["times"])

    told = {key: times[key] for key in ("Fra spurgt til svar", "Fra spurgt til ankomst", "Fra svar til ankomst")}
    assert told == {
        "Fra spurgt til svar": "2 timer", "Fra spurgt til ankomst": "9 timer", "Fra svar til ankomst": "7 timer",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"result": ""}, "result"),
        ({"ended_at": ""}, "ended_at"),
        ({"ended_at": timezone.now() + timedelta(hours=1)}, "ended_at"),
        ({"ended_at": timezone.now() - timedelta(days=300)}, "ended_at"),
    ],
)
def test_bad_ends_are_said_at_the_field(citizen: Citizen, owner: User, house: House, typed: dict, field: str):
    row = fetched(citizen, house, owner)

    answer = client_of(owner).post(
        url("pick_up_end", row), {"result": "arrived", "ended_at": timezone.now(), "medicine": "Metadon"} | typed
    )

    form = answer.context["form"]
    assert (list(form.errors), form["medicine"].value()) == ([field], "Metadon")


def test_back_in_the_minute_one_left(citizen: Citizen, owner: User, house: House):
    left_at = timezone.now() - timedelta(seconds=20)
    row = fetched(citizen, house, owner, left_at=left_at)

    with acting(owner) as by:
        row = end_pick_up(pick_up=row, result="not_found", at=left_at - timedelta(seconds=30), by=by)

    assert row.ended_at == left_at


def test_a_slip_is_corrected(citizen: Citizen, owner: User, house: House):
    row = fetched(citizen, house, owner)
    with acting(owner) as by:
        end_pick_up(pick_up=row, result="not_found", by=by)
        row = end_pick_up(pick_up=row, result="came_alone", by=by)

    client_of(owner).post(url("pick_up", row), {"fetched_by": "Oda og Kasper", "how": "taxi"})

    with acting(owner):
        row.refresh_from_db()
    assert (row.result, row.fetched_by, row.how) == ("came_alone", "Oda og Kasper", "taxi")


def test_after_a_no_or_the_arrival_nobody_is_fetched(
    citizen: Citizen, unit_citizen: Citizen, owner: User, house: House
):
    refused = asked(citizen, house, owner)
    client_of(house.leader).post(url("referral_decide", refused), NO)
    there = arrived(unit_citizen, house, by=owner).referral

    said = [
        client_of(owner, purpose_for=[unit_citizen]).post(url("pick_up_new", row), {"fetched_by": "Oda"})
        for row in (refused, there)
    ]

    assert ["Svaret er nej" in said[0].content.decode(), "er ankommet" in said[1].content.decode()] == [True, True]


def test_the_database_holds_one_attempt_at_a_time_and_whole_results(citizen: Citizen, owner: User, house: House):
    row = fetched(citizen, house, owner)
    with acting(owner) as by:
        second = PickUp(referral=row.referral, fetched_by="To", noted_by=by, shared_with_id=row.shared_with_id)
        with pytest.raises(IntegrityError), transaction.atomic():
            second.save()
        row.result = "arrived"
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_any_number_of_attempts_costs_the_same(citizen: Citizen, owner: User, any_house: House):
    row = agreed(citizen, any_house, by=owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for _one in range(number):
                made = plan_pick_up(referral=row, fetched_by="Oda", left_at=row.decided_at, by=by)
                end_pick_up(pick_up=made, result="not_found", at=row.decided_at, by=by)

    more(1)
    for who in (owner, any_house.leader):
        client = client_of(who)
        assert_same_queries(lambda: client.get(row.get_absolute_url()), lambda: more(2), lambda: more(30))  # noqa: B023
    course = reverse("cases:case", args=[row.case_id])
    client = client_of(owner)
    assert_same_queries(lambda: client.get(course), lambda: more(2))
    assert_same_queries(lambda: client.get(citizen.get_absolute_url()), lambda: more(2))


def test_the_timeline_and_the_course_tell_of_it(citizen: Citizen, owner: User, house: House):
    row = fetched(citizen, house, owner)
    client = client_of(owner)

    line = client.get(citizen.get_absolute_url(), {"vis": "asked"}).content.decode()
    part = client.get(reverse("cases:case", args=[row.referral.case_id])).content.decode()

    told = ["Taget afsted for at hente", "Akutkrisecenter Åhuset siger ja", "Spurgt: Akutkrisecenter Åhuset"]
    places = [line.index(words) for words in told]
    assert places == sorted(places)
    assert "Oda Lind henter borgeren." in part


@pytest.mark.parametrize("hours", [None, 12])
def test_the_arrival_ends_who_was_fetching(citizen: Citizen, owner: User, any_house: House, hours: int | None):
    row = agreed(citizen, any_house, by=owner)
    with acting(owner) as by:
        left_at = row.asked_at + timedelta(hours=hours) if hours else None
        going = plan_pick_up(referral=row, fetched_by="Oda", left_at=left_at, by=by)
    there_at = row.asked_at + timedelta(hours=20)

    with acting(any_house.worker) as worker:
        admit(referral=row, at=there_at, by=worker)

    with acting(owner):
        going.refresh_from_db()
        assert (going.result, going.ended_at) == ("arrived", there_at)
        told = going.history.latest()
        assert (told.history_user, told.history_type) == (any_house.worker, "~")
    assert ("crisis_in.pick_up", False) in steps(owner)


def test_who_set_off_after_the_citizen_had_come_was_too_late(citizen: Citizen, owner: User, any_house: House):
    row = fetched(citizen, any_house, owner)
    left_at = row.left_at

    with acting(any_house.worker) as worker:
        admit(referral=row.referral, at=left_at - timedelta(hours=2), by=worker)

    with acting(owner):
        row.refresh_from_db()
    assert (row.result, row.ended_at) == ("came_alone", left_at)


def test_what_was_ended_before_stays_as_it_was(citizen: Citizen, owner: User, house: House):
    row = fetched(citizen, house, owner)
    with acting(owner) as by:
        end_pick_up(pick_up=row, result="not_found", at=row.left_at + timedelta(hours=1), by=by)

    with acting(house.worker) as worker:
        admit(referral=row.referral, by=worker)

    with acting(owner):
        row.refresh_from_db()
    assert row.result == "not_found"
