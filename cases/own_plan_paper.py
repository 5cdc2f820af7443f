"""The own plan as the citizen gets it: plain Danish, said to the citizen, and no word that a citizen must never meet
(domain §15)."""

from __future__ import annotations

from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.citizens_paper import Paper, Part
from cases.dates import short_day
from cases.following import Ask
from cases.plan_reading import OwnPlan, PlannedBlock, PlannedGoal

#: So many of what goes well; the newest.
GOOD_SHOWN = 5


def own_plan_paper(plan: OwnPlan, *, ask: Ask) -> Paper:
    """`ask`: the contact person, or who prints it. No name of the citizen: a paper may be lost."""
    day = plan.today
    with translation.override("da"):
        parts = [
            Part(_("Det vil du"), points=[_goal(goal) for goal in plan.goals]),
            Part(_("Det går godt"), points=[(row.words, "") for row in plan.good_things[:GOOD_SHOWN]]),
            Part(_("Det er du med i"), points=[_running(block, day) for block in plan.running]),
            Part(_("Det venter vi på svar om"), points=[_waiting(block, day) for block in plan.undecided]),
            Part(_("Det venter du på plads i"), points=[_waiting(block, day) for block in plan.in_line]),
            Part(_("Det har du nået"), points=[(goal.row.words, "") for goal in _reached(plan)]),
            Part(_("Vi taler om planen igen"), _next(plan, day)),
        ]
        return Paper(
            title=str(_("Min plan")),
            made=_("Lavet %(day)s") % {"day": date_format(day, "DATE_FORMAT")},
            name="",
            parts=[part for part in parts if part.says_something],
            ask=ask_sentence(ask),
            number=ask.number,
            backup=ask.backup,
        )


def ask_sentence(ask: Ask) -> str:
    return _("Vil du ændre noget, eller er du i tvivl? Spørg %(who)s.") % {"who": ask.ask_whom}


def _goal(goal: PlannedGoal) -> tuple[str, str]:
    done = [_("Gjort: %(what)s") % {"what": step.what} for step in goal.steps if step.done_on]
    to_do = [_("Næste skridt: %(what)s") % {"what": goal.next_step.what}] if goal.next_step else []
    return goal.row.words, "\n".join((*done, *to_do))


def _running(block: PlannedBlock, day: date) -> tuple[str, str]:
    chosen, offer = block.row, block.row.block
    days = []
    if chosen.from_on and chosen.from_on > day:
        days.append(_("Fra %(day)s") % {"day": short_day(chosen.from_on, day)})
    if chosen.to_on:
        days.append(_("Til og med %(day)s") % {"day": short_day(chosen.to_on, day)})
    return block.title, "\n".join(part for part in (offer.times, offer.provided_by, *days) if part)


def _waiting(block: PlannedBlock, day: date) -> tuple[str, str]:
    return block.title, _("Du bad om det %(day)s.") % {"day": short_day(block.row.chosen_on, day)}


def _reached(plan: OwnPlan) -> list[PlannedGoal]:
    return [goal for goal in plan.ended_goals if goal.row.ended_how == goal.row.Ended.REACHED]


def _next(plan: OwnPlan, day: date) -> list[str]:
    if plan.evaluate_on is None:
        return []
    if plan.evaluate_on <= day:
        return [_("Snart. Sig til, hvornår det passer dig.")]
    words = short_day(plan.evaluate_on, day)
    return [words[:1].upper() + words[1:]]
