"""An offer whose places are all taken: one waits, the longest first, and is told when there is a place."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from audit.models import AccessLog
from cases.actions.block import edit_block
from cases.actions.case import close_case
from cases.actions.chosen_block import choose_block, decide_choice, edit_choice, end_choice
from cases.formal_plans import formal_paper, read_formal
from cases.models import Block, Case, ChosenBlock, Citizen, FormalPlan
from cases.own_plan_page import places_words, turn_words
from cases.own_plan_paper import Ask, own_plan_paper
from cases.plan_reading import read_plan
from cases.waiting import read_waiting
from tests.cases.plan_factories import block, day
from tests.cast import acting, client_of
from tests.factories import CitizenFactory, CourseFactory
from tests.queries import assert_same_queries


def url(name: str, *args) -> str:
    return reverse(f"cases:{name}", args=args)


def followed(by, centre) -> Citizen:
    citizen = CitizenFactory(unit=centre, by=by)
    CourseFactory(citizen=citizen, unit=centre, contact_person=by, by=by)
    return citizen


def told(user) -> list[str]:
    """Whose turn it is, on *Min dag*."""
    waiting = read_waiting(user, mine=True, today=timezone.localdate())
    rows = {row.id for row in waiting if row.kind == "place"}
    return [row.citizen.label for row in ChosenBlock.objects.filter(pk__in=rows).select_related("citizen")]


def again(chosen: ChosenBlock, by, **days: Any) -> ChosenBlock:
    return edit_choice(chosen=chosen, whose="citizen", goals=[], by=by, **{"from_on": None, "to_on": None, **days})


def test_whoever_chooses_what_is_full_waits_and_says_no_day(citizen, unit_citizen, owner):
    with acting(owner) as by:
        group = block(by, places=1)
        choose_block(citizen=unit_citizen, block=group, by=by)
        for days, field in (({"from_on": day(0)}, "from_on"), ({"to_on": day(30)}, "to_on")):
            with pytest.raises(ValidationError) as refused:
                choose_block(citizen=citizen, block=group, by=by, **days)
            assert set(refused.value.error_dict) == {field}
        waits = choose_block(citizen=citizen, block=group, by=by)
        plan = read_plan(citizen)
        paper = own_plan_paper(plan, ask=Ask("Mette"))
        law = formal_paper(read_formal(citizen)[FormalPlan.Kind.ACTION_141], plan, ask=Ask("Mette"))
        counted = Block.objects.with_taken(day(0)).get(pk=group.pk)

    assert (waits.from_on, waits.waits_for_place) == (None, True)
    assert ([one.row for one in plan.in_line], plan.running, plan.over) == ([waits], [], [])
    assert turn_words(plan.blocks[0].row, day(0)) == ("Nr. 1 i køen", "wait")
    assert places_words(counted) == ("Ingen ledige pladser, 1 venter", "wait")
    assert [part.title for part in paper.parts] == ["Det venter du på plads i"]
    assert [what for part in law.parts for what, _more in part.points] == [f"{group.title} (venter på en plads)"]


def test_the_longest_waiting_is_told_of_the_place_and_begins(citizen, owner, centre):
    with acting(owner) as by:
        group = block(by, places=1)
        first = choose_block(citizen=citizen, block=group, by=by)
        later, longest = followed(by, centre), followed(by, centre)
        waits = choose_block(citizen=later, block=group, chosen_on=day(-1), by=by)
        turn = choose_block(citizen=longest, block=group, chosen_on=day(-9), by=by)
        with pytest.raises(ValidationError, match="ingen ledig plads"):
            again(turn, by, from_on=day(0))
        assert told(owner) == []

        end_choice(chosen=first, on=day(-1), by=by) if first.from_on < day(0) else again(
            first, by, from_on=day(-3), to_on=day(-1)
        )
        assert told(owner) == [longest.label]
        # Somebody new passes nobody.
        assert choose_block(citizen=followed(by, centre), block=group, by=by).waits_for_place
        again(turn, by, from_on=day(0))
        assert told(owner) == []
        assert read_plan(later).in_line[0].row.ahead == 0
        assert waits.pk == read_plan(later).in_line[0].row.pk


def test_a_closed_course_and_a_retired_offer_keep_nobody_waiting(citizen, case, owner, centre):
    with acting(owner) as by:
        group = block(by, places=1)
        holds = choose_block(citizen=followed(by, centre), block=group, chosen_on=day(-20), by=by)
        choose_block(citizen=citizen, block=group, chosen_on=day(-10), by=by)
        second = followed(by, centre)
        choose_block(citizen=second, block=group, chosen_on=day(-5), by=by)
        end_choice(chosen=holds, on=day(-1), by=by)
        assert told(owner) == [citizen.label]
        close_case(case=Case.objects.get(pk=case.pk), reason="completed", by=by)
        assert told(owner) == [second.label]
        kept = {name: getattr(group, name) for name in ("provider", "kind", "where", "theme", "times", "suits")}
        edit_block(block=group, name=group.name, offer=None, places=1, retired_on=day(0), by=by, **kept)
        assert told(owner) == []
        assert turn_words(read_plan(second).in_line[0].row, day(0)) == ("Findes ikke mere", "")


def test_what_is_granted_while_it_is_full_waits_for_a_place(citizen, unit_citizen, owner):
    with acting(owner) as by:
        talks = block(by, kind=Block.Kind.MAYBE, places=1)
        taken, wished = (choose_block(citizen=one, block=talks, by=by) for one in (unit_citizen, citizen))
        decide_choice(chosen=taken, granted=True, by=by)
        with pytest.raises(ValidationError) as refused:
            decide_choice(chosen=wished, granted=True, from_on=day(2), by=by)
        granted = decide_choice(chosen=wished, granted=True, by=by)
        decided_anew = decide_choice(chosen=taken, granted=True, by=by)

    assert set(refused.value.error_dict) == {"from_on"}
    assert (granted.waits_for_place, granted.is_undecided, decided_anew.from_on) == (True, False, day(0))


def test_who_has_a_place_keeps_it_and_what_is_over_takes_none(citizen, unit_citizen, owner):
    with acting(owner) as by:
        group = block(by, places=1)
        had = choose_block(citizen=unit_citizen, block=group, chosen_on=day(-9), to_on=day(-2), by=by)
        holds = choose_block(citizen=citizen, block=group, by=by)
        assert again(holds, by, from_on=day(-1), to_on=day(9)).to_on == day(9)
        again(had, by, from_on=day(-8), to_on=day(-3))
        with pytest.raises(ValidationError) as longer:
            again(had, by, from_on=day(-8), to_on=day(4))

    assert set(longer.value.error_dict) == {"to_on"}


def test_one_of_two_who_begin_at_once_waits(committed_db, citizen, unit_citizen, owner, unit_mate):
    with acting(owner) as by:
        group = block(by, places=1)
    together, begun = threading.Barrier(2), []

    def choose(who, whom) -> None:
        together.wait()
        try:
            with acting(who) as by:
                begun.append(choose_block(citizen=whom, block=group, by=by).from_on)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=choose, args=pair) for pair in ((owner, citizen), (unit_mate, unit_citizen))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(begun, key=str) == [day(0), None]


def test_the_form_says_it_is_full_and_the_plan_that_there_is_a_place(citizen, owner, centre):
    with acting(owner) as by:
        group = block(by, places=1)
        holds = choose_block(citizen=followed(by, centre), block=group, chosen_on=day(-5), by=by)
    client, here = client_of(owner), url("choice_new", citizen.pk, group.pk)
    shown = client.get(here)
    sent = {
        "whose": "professional",
        "from_on": day(0).isoformat(),
        "to_on": "",
        "entry": shown.context["form"]["entry"].value(),
    }
    refused = client.post(here, sent)
    assert refused.context["form"].errors.keys() == {"from_on"}
    assert refused.context["form"]["whose"].value() == "professional"
    client.post(here, {**sent, "from_on": ""})
    plan = client.get(url("own_plan", citizen.pk)).content.decode()
    assert ("Der er ingen ledig plads" in shown.content.decode(), shown.context["form"]["from_on"].value()) == (
        True,
        None,
    )
    assert ("Venter på en plads" in plan, "Begynd" in plan) == (True, False)

    with acting(owner) as by:
        end_choice(chosen=holds, on=day(-1), by=by)
        mine = ChosenBlock.objects.get(citizen=citizen)
    begin = f"{url('choice', mine.pk)}?begynd"
    assert begin in client.get(url("own_plan", citizen.pk)).content.decode()
    day_page = client.get(url("my_day")).content.decode()
    assert "Der er plads til" in day_page
    assert begin in day_page
    assert client.get(begin).context["form"]["from_on"].value() == day(0)


def test_the_offers_page_tells_who_waits_the_longest_first_and_only_whom_one_may_know(
    citizen, protected_citizen, owner, unit_mate, centre
):
    with acting(owner) as by:
        group = block(by, places=1)
        choose_block(citizen=followed(by, centre), block=group, by=by)
        for one, days in ((citizen, -1), (protected_citizen, -9)):
            choose_block(citizen=one, block=group, chosen_on=day(days), by=by)
    own = client_of(owner).get(url("block", group.pk)).context
    foreign = client_of(unit_mate).get(url("block", group.pk))

    assert [row["title"] for row in own["waiting"]] == [protected_citizen.label, citizen.label]
    assert ([row["title"] for row in foreign.context["waiting"]], foreign.context["hidden"]) == ([citizen.label], 1)
    assert protected_citizen.label not in foreign.content.decode()
    with acting(unit_mate):
        looked = AccessLog.objects.filter(user_id=unit_mate.pk, action=AccessLog.Action.LIST)
        assert set(looked.values_list("citizen_id", flat=True)) == {citizen.pk}


def test_the_offers_page_costs_the_same_however_many_wait(citizen, owner, centre):
    with acting(owner) as by:
        group = block(by, places=1)
        choose_block(citizen=followed(by, centre), block=group, by=by)
        choose_block(citizen=citizen, block=group, by=by)

    def more(number: int) -> Callable[[], None]:
        def grow() -> None:
            with acting(owner) as by:
                for _one in range(number):
                    choose_block(citizen=followed(by, centre), block=group, by=by)

        return grow

    client = client_of(owner)
    assert_same_queries(lambda: client.get(url("block", group.pk)), more(2), more(20))
