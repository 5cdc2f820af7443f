"""Goals are the citizen's, in the citizen's order; small steps are ticked off on the way."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.entry import save_once
from cases.models import Citizen, Goal, GoalStep

_GIVEN_BY_CODE = ["organisation", "shared_with", "citizen", "goal", "position"]


@action
def add_goal(
    *,
    citizen: Citizen,
    words: str,
    by: User,
    theme: str = "",
    professional_words: str = "",
    set_on: date | None = None,
    entry_id: UUID | None = None,
) -> Goal:
    """A goal, last in the citizen's order. The same form sent twice is one. Raises ValidationError by field."""
    if entry_id and (known := Goal.objects.filter(pk=entry_id, citizen=citizen).first()):
        return known
    last = Goal.objects.filter(citizen=citizen).aggregate(last=Max("position"))["last"] or 0
    goal = Goal(id=entry_id or uuid6.uuid7(), citizen=citizen, position=last + 1)
    goal.set_on = _day(set_on, "set_on")
    _say(goal, words=words, theme=theme, professional_words=professional_words)
    save_once(goal)
    return goal


@action
def edit_goal(*, goal: Goal, words: str, theme: str, professional_words: str, by: User) -> Goal:
    """Raises ValidationError by field."""
    _say(goal, words=words, theme=theme, professional_words=professional_words)
    goal.save()
    return goal


@action
def move_goal(*, goal: Goal, up: bool, by: User) -> Goal:
    """One place up or down among the open goals. At the end of the row nothing happens."""
    rows = list(Goal.objects.select_for_update(of=("self",)).filter(citizen=goal.citizen_id).in_order())
    open_rows = [row for row in rows if row.ended_on is None]
    at = next((number for number, row in enumerate(open_rows) if row.pk == goal.pk), None)
    to = None if at is None else at + (-1 if up else 1)
    if at is None or to is None or not 0 <= to < len(open_rows):
        return goal
    open_rows[at], open_rows[to] = open_rows[to], open_rows[at]
    ended = [row for row in rows if row.ended_on]
    for position, row in enumerate([*open_rows, *ended], start=1):
        # Only what changes: each save is a row of history.
        if row.position != position:
            row.position = position
            row.save()
    return next(row for row in open_rows if row.pk == goal.pk)


@action
def end_goal(*, goal: Goal, how: str, by: User, on: date | None = None) -> Goal:
    """Reached, or not wanted any more. Ended twice it keeps the first. Raises ValidationError by field."""
    goal = _locked(goal)
    if goal.ended_on:
        return goal
    goal.ended_on, goal.ended_how = _day(on, "on"), how
    if goal.ended_on < goal.set_on:
        raise ValidationError({"on": _("Dagen ligger før den dag, målet blev sat.")})
    goal.clean_fields(exclude=_GIVEN_BY_CODE)
    goal.save()
    return goal


@action
def reopen_goal(*, goal: Goal, by: User) -> Goal:
    """It was not over after all."""
    goal = _locked(goal)
    if goal.ended_on:
        goal.ended_on, goal.ended_how = None, ""
        goal.save()
    return goal


@action
def add_goal_step(*, goal: Goal, what: str, by: User, entry_id: UUID | None = None) -> GoalStep:
    """A small step, last of the goal's. The same form sent twice is one. Raises ValidationError by field."""
    if entry_id and (known := GoalStep.objects.filter(pk=entry_id, goal=goal).first()):
        return known
    step = GoalStep(id=entry_id or uuid6.uuid7(), goal=goal)
    _write(step, what)
    save_once(step)
    return step


@action
def edit_goal_step(*, step: GoalStep, what: str, by: User) -> GoalStep:
    """Raises ValidationError by field."""
    _write(step, what)
    step.save()
    return step


@action
def tick_goal_step(*, step: GoalStep, done: bool, by: User, on: date | None = None) -> GoalStep:
    """Done, or not done after all. Done twice it keeps the first day."""
    step = GoalStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if done == (step.done_on is not None):
        return step
    step.done_on = _day(on, "on") if done else None
    step.save()
    return step


@action
def remove_goal_step(*, step: GoalStep, by: User) -> None:
    """History keeps it."""
    step.delete()


def _locked(goal: Goal) -> Goal:
    found: Goal = Goal.objects.select_for_update(of=("self",)).get(pk=goal.pk)
    return found


def _day(day: date | None, name: str) -> date:
    """Today unless something else is said. Raises ValidationError by field for a day that has not come."""
    day = day or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError({name: _("Dagen ligger i fremtiden.")})
    return day


def _say(goal: Goal, **said: Any) -> None:
    for name, value in said.items():
        setattr(goal, name, " ".join(value.split()))
    if not goal.words:
        raise ValidationError({"words": _("Skriv målet med borgerens ord.")})
    goal.clean_fields(exclude=_GIVEN_BY_CODE)


def _write(step: GoalStep, what: str) -> None:
    step.what = " ".join(what.split())
    if not step.what:
        raise ValidationError({"what": _("Skriv skridtet.")})
    step.clean_fields(exclude=_GIVEN_BY_CODE)
