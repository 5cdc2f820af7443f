"""What the page of the own plan shows, in words, and what one may do with each part. From what `read_plan` read."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.dates import ago, short_day
from cases.forms.goal import GoalStepForm
from cases.models import Attendance, Block, ChosenBlock, Citizen, EvaluatedBlock
from cases.plan_reading import EvaluatedChoice, OwnPlan, Participation, PlanEvaluation, PlannedBlock, PlannedGoal

#: So many days of attendance stand open; the others are counted.
DAYS_SHOWN = 6


def plan_page(plan: OwnPlan, citizen: Citizen, *, may_write: bool) -> dict[str, Any]:
    """Context of cases/own_plan.html, but for the forms at its top. No query."""
    today = plan.today
    return {
        "citizen": citizen,
        "may_write": may_write,
        "is_empty": plan.is_empty,
        "goals": [_goal(goal, number, plan, may_write) for number, goal in enumerate(plan.goals)],
        "ended_goals": [_ended(goal) for goal in plan.ended_goals],
        "good_things": [(row.pk, row.words, short_day(row.said_on, today)) for row in plan.good_things],
        "choices": [_choice(block, today) for block in plan.running],
        "undecided": [_choice(block, today) for block in plan.undecided],
        "in_line": [_in_line(block, today) for block in plan.in_line],
        "over": [_over(block, today) for block in plan.over],
        "evaluations": [_evaluation(one) for one in plan.evaluations],
        "due": due_words(plan),
        "is_late": plan.evaluate_on is not None and plan.evaluate_on <= today,
        "hows": Attendance.How.choices,
        "today": today.isoformat(),
    }


def due_words(plan: OwnPlan) -> str:
    """When the plan is looked at next; empty where there is nothing to look at."""
    if plan.evaluate_on is None:
        return _("Ingen ny evaluering er aftalt") if plan.last_evaluation else ""
    day = short_day(plan.evaluate_on, plan.today)
    if plan.evaluate_on < plan.today:
        return _("Skulle have været %(day)s, %(ago)s") % {"day": day, "ago": ago(plan.evaluate_on, plan.today)}
    return _("I dag") if plan.evaluate_on == plan.today else day[:1].upper() + day[1:]


def came_words(counted: Participation) -> str:
    """ "Kom 5 af 7 gange, afbud 1 gang"; empty where nothing is known."""
    if not counted.is_known:
        return ""
    words = ngettext("Kom %(came)s af %(times)s gang", "Kom %(came)s af %(times)s gange", counted.times) % {
        "came": counted.came,
        "times": counted.times,
    }
    if not counted.called_off:
        return words
    off = ngettext("afbud %(times)s gang", "afbud %(times)s gange", counted.called_off) % {"times": counted.called_off}
    return f"{words}, {off}" if counted.times else off[:1].upper() + off[1:]


def participation_words(block: PlannedBlock) -> str:
    """Since the last evaluation, or in all where there was none."""
    words = came_words(block.since_then)
    if not words:
        return _("Intet fremmøde skrevet siden sidst") if block.since else _("Intet fremmøde skrevet endnu")
    return _("%(came)s siden sidst") % {"came": words} if block.since else words


def attendance_lines(block: PlannedBlock, today: date) -> list[tuple[str, str, str]]:
    """(day as ISO, day, how it went), newest first."""
    return [(day.isoformat(), short_day(day, today), str(Attendance.How(how).label)) for day, how in block.days]


def whereabouts(block: Block) -> str:
    """Where, by whom and when."""
    parts = (str(block.get_where_display()), block.provided_by, block.times)
    return " · ".join(part for part in parts if part)


def places_words(block: Block) -> tuple[str, str]:
    """(words, tone) of how many places are left (`with_taken`); empty where nobody knows how many there are."""
    if block.free is None:
        return "", ""
    said = {"free": block.free, "places": block.places}
    free = ngettext("%(free)s ledig plads af %(places)s", "%(free)s ledige pladser af %(places)s", block.free) % said
    words = free if block.free else _("Ingen ledige pladser")
    if block.waiting:
        words += ", " + ngettext("%(n)s venter", "%(n)s venter", block.waiting) % {"n": block.waiting}
    return words, "" if block.has_room else "wait"


def turn_words(row: ChosenBlock, today: date) -> tuple[str, str]:
    """(words, tone): how it stands with the place that the citizen waits for (`with_turn`)."""
    if row.block.retired_on and row.block.retired_on <= today:
        return _("Findes ikke mere"), ""
    if row.has_place_now(today):
        return _("Der er en plads nu"), "good"
    return _("Nr. %(number)s i køen") % {"number": row.ahead + 1}, "wait"


def days_words(row: ChosenBlock, today: date) -> str:
    """From when, and until when where that is known."""
    if row.from_on is None:
        return _("Valgt %(day)s") % {"day": short_day(row.chosen_on, today)}
    first = short_day(row.from_on, today)
    if row.to_on is None:
        return (_("Siden %(day)s") if row.from_on <= today else _("Begynder %(day)s")) % {"day": first}
    return _("%(first)s til og med %(last)s") % {"first": first, "last": short_day(row.to_on, today)}


def _goal(goal: PlannedGoal, number: int, plan: OwnPlan, may_write: bool) -> dict[str, Any]:
    row = goal.row
    done = sum(step.done_on is not None for step in goal.steps)
    return {
        "id": row.pk,
        "number": number + 1,
        "words": row.words,
        "theme_key": row.theme,
        "theme": str(row.get_theme_display()) if row.theme else "",
        "professional_words": row.professional_words,
        "steps": [(step.id, step.what, short_day(step.done_on) if step.done_on else "") for step in goal.steps],
        "done": _("%(done)s af %(all)s") % {"done": done, "all": len(goal.steps)} if goal.steps else "",
        "served_by": ", ".join(block.title for block in plan.helping(goal)),
        "is_first": number == 0,
        "is_last": number == len(plan.goals) - 1,
        "form": GoalStepForm(auto_id=f"skridt_{row.pk.hex}_%s") if may_write else None,
    }


def _ended(goal: PlannedGoal) -> dict[str, Any]:
    row = goal.row
    when = short_day(row.ended_on) if row.ended_on else ""
    return {"id": row.pk, "words": row.words, "meta": f"{row.get_ended_how_display()} · {when}"}


def _choice(block: PlannedBlock, today: date) -> dict[str, Any]:
    row = block.row
    return {
        "id": row.pk,
        "url": row.get_absolute_url(),
        "title": block.title,
        "meta": whereabouts(row.block),
        "days": days_words(row, today),
        "whose": str(row.get_whose_display()),
        "goals": [goal.row.words for goal in block.goals],
        "runs": row.runs(today),
        "said_today": block.said_of(today),
        "came": participation_words(block) if row.from_on and row.from_on <= today else "",
        "lately": [f"{day}: {how.lower()}" for _iso, day, how in attendance_lines(block, today)[:DAYS_SHOWN]],
    }


def _in_line(block: PlannedBlock, today: date) -> dict[str, Any]:
    turn, tone = turn_words(block.row, today)
    return {**_choice(block, today), "turn": turn, "tone": tone, "begins": block.row.has_place_now(today)}


def _over(block: PlannedBlock, today: date) -> dict[str, Any]:
    row = block.row
    if row.granted is False and row.decided_on:
        what = _("Afslag %(day)s: %(why)s") % {"day": short_day(row.decided_on, today), "why": row.decision_reason}
    elif row.from_on is None and row.to_on:
        what = _("Fortrudt %(day)s, før det begyndte") % {"day": short_day(row.to_on, today)}
    else:
        what = days_words(row, today)
    facts = (what, came_words(block.in_all))
    return {"title": block.title, "url": row.get_absolute_url(), "meta": " · ".join(part for part in facts if part)}


def _evaluation(one: PlanEvaluation) -> dict[str, Any]:
    row = one.row
    together = _("sammen med borgeren") if row.with_citizen else _("uden borgeren")
    return {
        "url": row.get_absolute_url(),
        "title": _("%(day)s, %(how)s") % {"day": short_day(row.held_on), "how": together},
        "citizens_words": row.citizens_words,
        "professional_words": row.professional_words,
        "blocks": [_outcome(part) for part in one.blocks],
    }


def _outcome(part: EvaluatedChoice) -> str:
    label = str(EvaluatedBlock.Outcome(part.outcome).label).lower()
    said = f"{label}: {part.words}" if part.words else label
    facts = (came_words(part.participation), said)
    return f"{part.block.title} · " + " · ".join(fact for fact in facts if fact)
