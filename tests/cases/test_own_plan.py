"""The own plan: the citizen's order, what is chosen and decided, attendance, evaluation; and read in six queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from cases.actions.attendance import note_attendance, remove_attendance
from cases.actions.block import add_block, edit_block
from cases.actions.chosen_block import choose_block, decide_choice, edit_choice, end_choice
from cases.actions.evaluation import Outcome, evaluate
from cases.actions.goal import add_goal, add_goal_step, end_goal, move_goal, reopen_goal, tick_goal_step
from cases.models import Attendance, Block, ChosenBlock, EvaluatedBlock, Goal, ServedGoal
from cases.own_plan_page import came_words, participation_words, places_words
from cases.plan_reading import Participation, read_plan
from tests.cases.plan_factories import block, day, planned
from tests.cast import acting
from tests.directory.partner_factories import OfferFactory, PartnerFactory
from tests.queries import queries_of


def words_of(citizen) -> list[str]:
    return [goal.row.words for goal in read_plan(citizen).goals]


def test_goals_stand_in_the_citizens_order_and_move_within_it(citizen, owner):
    with acting(owner) as by:
        first, second, third = (add_goal(citizen=citizen, words=words, by=by) for words in ("Sove", "Bolig", "Tænder"))
        end_goal(goal=second, how=Goal.Ended.REACHED, by=by)
        move_goal(goal=third, up=True, by=by)
        assert words_of(citizen) == ["Tænder", "Sove"]
        move_goal(goal=third, up=True, by=by)
        reopen_goal(goal=second, by=by)
        assert words_of(citizen) == ["Tænder", "Sove", "Bolig"]
        assert [goal.row.words for goal in read_plan(citizen).ended_goals] == []
        # A move that changes nothing writes nothing.
        assert Goal.history.filter(id=first.pk).count() == 2


def test_the_same_form_sent_twice_is_one_goal_one_step_and_one_choice(citizen, owner):
    with acting(owner) as by:
        made = planned(citizen, by)
        assert add_goal(citizen=citizen, words="Igen", entry_id=made.goal.pk, by=by) == made.goal
        assert add_goal_step(goal=made.goal, what="Igen", entry_id=made.step.pk, by=by) == made.step
        assert choose_block(citizen=citizen, block=made.block, entry_id=made.chosen.pk, by=by) == made.chosen
        with pytest.raises(ValidationError, match="allerede valgt"):
            choose_block(citizen=citizen, block=made.block, by=by)


def test_a_step_done_twice_keeps_its_first_day(citizen, owner):
    with acting(owner) as by:
        step = planned(citizen, by).step
        tick_goal_step(step=step, done=True, on=day(-3), by=by)
        assert tick_goal_step(step=step, done=True, by=by).done_on == day(-3)
        assert tick_goal_step(step=step, done=False, by=by).done_on is None


def test_a_partners_offer_is_not_typed_again(owner, centre):
    with acting(owner) as by:
        partner = PartnerFactory(unit=centre, name="Kirkens Korshær", by=by)
        offer = OfferFactory(partner=partner, name="Morgencafé", by=by)
        row = add_block(offer=offer, name="morgencafé", by=by)
        assert (row.name, row.title, row.provided_by) == ("", "Morgencafé", str(partner))
        with pytest.raises(ValidationError) as said:
            add_block(offer=offer, provider="Os selv", by=by)
        with pytest.raises(ValidationError) as twice:
            add_block(offer=offer, by=by)
        with pytest.raises(ValidationError) as nameless:
            add_block(by=by)

    assert [set(error.value.error_dict) for error in (said, twice, nameless)] == [{"provider"}, {"name"}, {"name"}]


def test_each_house_has_a_catalogue_of_its_own(owner, outsider):
    with acting(outsider) as by:
        block(by)
    with acting(owner) as by:
        block(by)
        with pytest.raises(ValidationError, match="allerede"):
            block(by, "AFTENHOLDET")


def test_free_places_are_counted_from_choices(citizen, unit_citizen, owner):
    with acting(owner) as by:
        few = block(by, places=2)
        unknown = block(by, name="Gåtur")
        for one in (citizen, unit_citizen):
            choose_block(citizen=one, block=few, by=by)
        assert places_words(Block.objects.with_taken(day(0)).get(pk=few.pk)) == ("Ingen ledige pladser", "wait")
        end_choice(chosen=ChosenBlock.objects.get(citizen=citizen), by=by)
        assert places_words(Block.objects.with_taken(day(1)).get(pk=few.pk))[0] == "1 ledig plads af 2"
        assert places_words(Block.objects.with_taken(day(0)).get(pk=unknown.pk)) == ("", "")


def test_what_needs_visitation_begins_when_it_is_granted(citizen, owner):
    with acting(owner) as by:
        chosen = choose_block(citizen=citizen, block=block(by, kind=Block.Kind.MAYBE), chosen_on=day(-5), by=by)
        assert (chosen.is_undecided, chosen.from_on) == (True, None)
        with pytest.raises(ValidationError, match="ikke med"):
            note_attendance(chosen=chosen, how=Attendance.How.CAME, by=by)
        with pytest.raises(ValidationError, match="visitation"):
            edit_choice(chosen=chosen, whose="citizen", goals=[], from_on=day(0), to_on=None, by=by)
        granted = decide_choice(chosen=chosen, granted=True, decided_on=day(-1), by=by)

    assert (granted.is_undecided, granted.from_on, granted.runs(day(0))) == (False, day(-1), True)


def test_a_refusal_has_a_reason_and_guidance_on_how_to_appeal(citizen, owner):
    with acting(owner) as by:
        chosen = choose_block(citizen=citizen, block=block(by, kind=Block.Kind.MAYBE), by=by)
        for said, field in (
            ({}, "reason"),
            ({"reason": "Der er andre muligheder"}, "appeal_guided"),
            ({"reason": "Nej", "appeal_guided": True, "from_on": day(2)}, "from_on"),
        ):
            with pytest.raises(ValidationError) as refused:
                decide_choice(chosen=chosen, granted=False, by=by, **said)
            assert set(refused.value.error_dict) == {field}
        row = decide_choice(chosen=chosen, granted=False, reason="Der er andre muligheder", appeal_guided=True, by=by)
        assert (row.appeal_guided_on, row.is_open(day(0))) == (day(0), False)
        # Refused, it can be asked for again.
        assert choose_block(citizen=citizen, block=row.block, by=by).is_undecided


def test_what_is_retired_is_not_chosen_and_stays_with_those_who_have_it(citizen, unit_citizen, owner):
    with acting(owner) as by:
        made = planned(citizen, by)
        kept = {name: getattr(made.block, name) for name in ("provider", "kind", "where", "theme", "times", "suits")}
        gone = {"name": made.block.name, "offer": None, "places": None, "retired_on": day(0), **kept}
        edit_block(block=made.block, by=by, **gone)
        with pytest.raises(ValidationError, match="findes ikke mere"):
            choose_block(citizen=unit_citizen, block=made.block, by=by)
        assert [one.title for one in read_plan(citizen).running] == ["block"]


def test_attendance_is_one_row_a_day_whoever_taps(citizen, owner, colleague):
    with acting(owner) as by:
        chosen = planned(citizen, by).chosen
        note_attendance(chosen=chosen, how=Attendance.How.MISSED, by=by)
    with acting(colleague) as by:
        note_attendance(chosen=chosen, how=Attendance.How.CAME, by=by)
        assert Attendance.objects.filter(chosen=chosen, held_on=day(0)).values_list("how", flat=True).get() == "came"
        remove_attendance(chosen=chosen, held_on=day(0), by=by)
        assert not Attendance.objects.filter(chosen=chosen, held_on=day(0)).exists()
        for wrong in (day(1), day(-60)):
            with pytest.raises(ValidationError):
                note_attendance(chosen=chosen, how=Attendance.How.CAME, held_on=wrong, by=by)


def test_participation_is_counted_since_the_last_evaluation(citizen, owner):
    with acting(owner) as by:
        planned(citizen, by)
        plan = read_plan(citizen)
        [one] = plan.blocks
        asked = read_plan(citizen, since=day(-15)).blocks[0]

    assert came_words(one.in_all) == "Kom 2 af 3 gange"
    assert participation_words(one) == "Kom 1 af 1 gang siden sidst"
    assert came_words(plan.evaluations[0].blocks[0].participation) == "Kom 1 af 2 gange"
    assert (asked.in_all, asked.since) == (Participation(1, 1, 0, day(-2)), day(-15))
    assert came_words(Participation(called_off=2)) == "Afbud 2 gange"
    assert plan.evaluate_on == day(80)


def test_an_offer_ends_no_sooner_than_the_citizen_last_came(citizen, owner):
    with acting(owner) as by:
        made = planned(citizen, by)
        with pytest.raises(ValidationError) as ended:
            end_choice(chosen=made.chosen, on=day(-5), by=by)
        with pytest.raises(ValidationError) as evaluated:
            evaluate(citizen=citizen, held_on=day(-3), outcomes={made.chosen: Outcome("end")}, by=by)
        with pytest.raises(ValidationError) as edited:
            edit_choice(chosen=made.chosen, whose="citizen", goals=[], from_on=day(-15), to_on=None, by=by)
        assert end_choice(chosen=made.chosen, on=day(-2), by=by).to_on == day(-2)

    assert [set(error.value.error_dict) for error in (ended, evaluated, edited)] == [{"on"}, {"held_on"}, {"to_on"}]


def test_an_evaluation_ends_what_is_swapped_and_asks_for_the_next_one(citizen, owner):
    with acting(owner) as by:
        made = planned(citizen, by)
        other = choose_block(citizen=citizen, block=block(by, name="NADA"), by=by)
        said = {made.chosen: Outcome(EvaluatedBlock.Outcome.SWAP), other: Outcome(EvaluatedBlock.Outcome.CONTINUE)}
        evaluate(citizen=citizen, outcomes=said, by=by)
        plan = read_plan(citizen)
        with pytest.raises(ValidationError) as wrong:
            evaluate(citizen=citizen, next_on=day(0), by=by)

    assert set(wrong.value.error_dict) == {"next_on"}
    assert [one.row.to_on for one in plan.blocks] == [day(0), None]
    assert plan.evaluate_on is None


def test_a_plan_nobody_has_looked_at_is_due_a_quarter_after_its_first_goal(citizen, owner):
    with acting(owner) as by:
        add_goal(citizen=citizen, words="Sove", set_on=day(-89), by=by)
        add_goal(citizen=citizen, words="Bolig", by=by)

        assert read_plan(citizen).evaluate_on == day(1)


def test_a_goal_of_somebody_else_is_not_served(citizen, unit_citizen, owner, unit_mate):
    with acting(unit_mate) as by:
        foreign = add_goal(citizen=unit_citizen, words="En andens", by=by)
    with acting(owner) as by, pytest.raises(ValidationError) as wrong:
        choose_block(citizen=citizen, block=block(by), goals=[foreign], by=by)

    assert set(wrong.value.error_dict) == {"goals"}


def test_one_choice_serves_several_goals_and_is_asked_once(citizen, owner):
    with acting(owner) as by:
        goals = [add_goal(citizen=citizen, words=words, by=by) for words in ("Sove", "Venner")]
        chosen = choose_block(citizen=citizen, block=block(by), goals=goals, by=by)
        plan = read_plan(citizen)
        assert [goal.row.words for goal in plan.blocks[0].goals] == ["Sove", "Venner"]
        assert [goal.served_by[0].row.pk for goal in plan.goals] == [chosen.pk, chosen.pk]
        edit_choice(chosen=chosen, whose="professional", goals=goals[1:], from_on=day(-1), to_on=day(9), by=by)
        assert ServedGoal.objects.filter(chosen=chosen).count() == 1


def test_a_plan_is_read_in_six_queries_however_much_there_is(citizen, owner):
    with acting(owner) as by:
        planned(citizen, by)
        before = queries_of(lambda: read_plan(citizen))
        for number in range(8):
            made = planned(citizen, by, say=lambda what, number=number: f"{what} {number}")
            for step in range(3):
                add_goal_step(goal=made.goal, what=f"Skridt {step}", by=by)
        after = queries_of(lambda: read_plan(citizen))
        plan = read_plan(citizen)

    assert (len(before), len(after)) == (6, 6)
    assert [len(goal.steps) for goal in plan.goals] == [1] + [4] * 8
    assert plan.evaluations[0].row.held_on - plan.evaluations[-1].row.held_on == timedelta(0)
