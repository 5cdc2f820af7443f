"""Two records of one person become one and two again, with both plans; a plan on the wrong person goes as a whole."""

from __future__ import annotations

from cases.actions.chosen_block import edit_choice
from cases.actions.goal import move_goal
from cases.actions.identity import merge_citizens, undo_move
from cases.actions.splitting import split_off
from cases.models import Attendance, ChosenBlock, Citizen, RowMove
from cases.own_plan_page import came_words
from cases.plan_reading import OwnPlan, read_plan
from tests.cases.moved import fresh
from tests.cases.plan_factories import planned
from tests.cast import acting, client_of


def told(plan: OwnPlan) -> dict[str, list]:
    """The plan in words, so that two can be held against each other."""
    return {
        "goals": [(goal.row.words, [step.what for step in goal.steps]) for goal in plan.goals],
        "good": sorted(row.words for row in plan.good_things),
        "chosen": sorted((one.title, came_words(one.in_all), [g.row.words for g in one.goals]) for one in plan.blocks),
        "evaluated": sorted((one.row.citizens_words, len(one.blocks)) for one in plan.evaluations),
    }  # fmt: skip


def both(first: dict[str, list], second: dict[str, list]) -> dict[str, list]:
    return {key: [*first[key], *second[key]] for key in first}


def test_who_was_merged_brings_goals_choices_and_attendance_and_takes_them_back(citizen, unit_citizen, owner):
    with acting(owner) as by:
        kept, gone = planned(citizen, by, "a {}".format), planned(unit_citizen, by, "b {}".format)
        before = [told(read_plan(one)) for one in (citizen, unit_citizen)]

        move = merge_citizens(keep=citizen, gone=unit_citizen, by=by)
        merged = read_plan(fresh(citizen))
        assert told(merged) == both(*before)
        assert read_plan(fresh(unit_citizen)).is_empty
        assert Attendance.objects.filter(chosen__citizen=citizen).count() == 6

        # One person now: the order is one, and a choice of the one may serve a goal of the other.
        move_goal(goal=merged.goals[1].row, up=True, by=by)
        goals = [goal.row for goal in merged.goals]
        chosen = ChosenBlock.objects.get(pk=gone.chosen.pk)
        edit_choice(chosen=chosen, whose="citizen", goals=goals, from_on=chosen.from_on, to_on=None, by=by)
        assert [len(one.goals) for one in read_plan(fresh(citizen)).blocks if one.row.pk == gone.chosen.pk] == [2]

        undo_move(move=move, by=by)
        assert [told(read_plan(fresh(one))) for one in (citizen, unit_citizen)] == before
        assert ChosenBlock.objects.get(pk=kept.chosen.pk).citizen_id == citizen.pk


def test_the_same_offer_chosen_by_both_takes_one_place(citizen, unit_citizen, owner):
    with acting(owner) as by:
        made = planned(citizen, by, places=2)
        other = ChosenBlock(citizen=unit_citizen, block=made.block, from_on=made.chosen.from_on)
        other.save()
        block = type(made.block).objects.with_taken(read_plan(citizen).today)
        assert block.get(pk=made.block.pk).free == 0
        merge_citizens(keep=citizen, gone=unit_citizen, by=by)

        assert block.get(pk=made.block.pk).free == 1
        assert len(read_plan(fresh(citizen)).running) == 2


def test_a_plan_written_on_the_wrong_person_goes_as_a_whole(citizen, unit_citizen, owner):
    with acting(owner) as by:
        planned(citizen, by, "a {}".format), planned(unit_citizen, by, "b {}".format)
        before = [told(read_plan(one)) for one in (citizen, unit_citizen)]
        move = split_off(source=citizen, target=unit_citizen, plan=True, reason="Forvekslet", by=by)
        assert told(read_plan(unit_citizen)) == both(before[0], before[1])
        assert read_plan(citizen).is_empty
        undo_move(move=move, by=by)
        assert [told(read_plan(fresh(one))) for one in (citizen, unit_citizen)] == before


def test_the_page_that_moves_offers_the_plan(citizen, owner):
    client, url = client_of(owner), f"/borgere/{citizen.pk}/flyt/"
    assert "hele den egne plan" not in client.get(url).content.decode()
    with acting(owner) as by:
        planned(citizen, by)
    assert "hele den egne plan" in client.get(url).content.decode()
    client.post(url, {"plan": "on", "aliases": "Den anden", "reason": "Skrevet på den forkerte"})

    with acting(owner):
        assert RowMove.objects.get().rows.keys() == {
            "cases.Goal", "cases.GoodThing", "cases.ChosenBlock", "cases.Evaluation"
        }  # fmt: skip
        assert read_plan(citizen).is_empty
        assert not read_plan(Citizen.objects.get(alias="Den anden")).is_empty
