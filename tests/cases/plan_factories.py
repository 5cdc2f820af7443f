"""A citizen's own plan, whole: goals with steps, what goes well, offers chosen and used, and an evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.actions.attendance import note_attendance
from cases.actions.block import add_block
from cases.actions.chosen_block import choose_block
from cases.actions.evaluation import Outcome, evaluate
from cases.actions.formal_plan import agree_effort, keep_formal_plan
from cases.actions.goal import add_goal, add_goal_step
from cases.actions.good_thing import note_good_thing
from cases.models import Attendance, Block, ChosenBlock, Citizen, Evaluation, FormalPlan, Goal, GoalStep, GoodThing


def day(days: int) -> date:
    """Today and `days` on."""
    return timezone.localdate() + timedelta(days=days)


def block(by: User, name: str = "Aftenholdet", **told: Any) -> Block:
    return add_block(name=name, by=by, **told)


@dataclass(frozen=True)
class Planned:
    goal: Goal
    step: GoalStep
    good_thing: GoodThing
    block: Block
    chosen: ChosenBlock
    evaluation: Evaluation


def planned(citizen: Citizen, by: User, say: Any = str, **told: Any) -> Planned:
    """`say(what)`: the words of each text. `told`: what else is said of the block."""
    offer = block(by, **{"name": say("block"), "times": say("times"), **told})
    goal = add_goal(citizen=citizen, words=say("goal"), professional_words=say("beside"), set_on=day(-40), by=by)
    step = add_goal_step(goal=goal, what=say("step"), by=by)
    good = note_good_thing(citizen=citizen, words=say("good"), by=by)
    chosen = choose_block(citizen=citizen, block=offer, goals=[goal], chosen_on=day(-30), by=by)
    for days, how in ((-20, Attendance.How.CAME), (-13, Attendance.How.MISSED), (-2, Attendance.How.CAME)):
        note_attendance(chosen=chosen, how=how, held_on=day(days), by=by)
    evaluation = evaluate(
        citizen=citizen, held_on=day(-10), citizens_words=say("moved"), professional_words=say("noticed"),
        next_on=day(80), outcomes={chosen: Outcome(words=say("adjusted"))}, by=by,
    )  # fmt: skip
    return Planned(goal, step, good, offer, chosen, evaluation)


def planned_by_law(citizen: Citizen, chosen: ChosenBlock, by: User, say: Any = str) -> dict[str, FormalPlan]:
    """All three plans: the coordinating one with an effort of the citizen's and one of another actor's."""
    Kind = FormalPlan.Kind
    told: dict[str, dict[str, Any]] = {
        Kind.TREATMENT: {"made_on": day(-30), "given_on": day(-30), "duration": say("duration")},
        Kind.ACTION_141: {"offered_on": day(-20), "accepted": True, "made_on": day(-20), "duration": say("long"),
                          "circumstances": say("circumstances")},
        Kind.COORDINATED: {"made_on": day(-10), "met_on": day(-10), "next_meeting_on": day(80)},
    }  # fmt: skip
    made = {kind: keep_formal_plan(citizen=citizen, kind=kind, by=by, **said) for kind, said in told.items()}
    plan = made[Kind.COORDINATED]
    agree_effort(plan=plan, chosen=chosen, responsible=say("answers"), by=by)
    agree_effort(plan=plan, what=say("other"), actor=say("actor"), responsible=say("doctor"), by=by)
    return made
