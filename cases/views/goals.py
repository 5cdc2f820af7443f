"""Goals of the own plan: corrected, put in the citizen's order, ended; their small steps ticked off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import get_or_404
from accounts.policy import Can
from cases.access import get_known_citizen
from cases.actions.goal import (
    add_goal_step,
    edit_goal,
    edit_goal_step,
    end_goal,
    move_goal,
    remove_goal_step,
    reopen_goal,
    tick_goal_step,
)
from cases.form_page import form_page
from cases.forms.goal import GoalEditForm, GoalEndForm, GoalStepEditForm, GoalStepForm
from cases.models import Goal, GoalStep
from cases.own_plan_page import plan_page
from cases.plan_reading import read_plan
from cases.views.own_plan import plan_url


@require_http_methods(["GET", "POST"])
def goal(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    row = _goal(request, goal_id)
    form = GoalEditForm(request.POST or None, instance=row)
    return _form(request, form, row, lambda said: edit_goal(goal=row, by=request.user, **said), _("Ret målet"))


@require_POST
def goal_move(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """`way`: `op` or `ned`."""
    row = _goal(request, goal_id)
    way = request.POST.get("way", "")
    if way in ("op", "ned"):
        move_goal(goal=row, up=way == "op", by=request.user)
    return _goals(request, row)


@require_http_methods(["GET", "POST"])
def goal_end(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    row = _goal(request, goal_id)
    form = GoalEndForm(request.POST or None)
    return _form(
        request, form, row, lambda said: end_goal(goal=row, by=request.user, **said), _("Slut målet"), row.words
    )


@require_POST
def goal_reopen(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    row = _goal(request, goal_id)
    reopen_goal(goal=row, by=request.user)
    messages.success(request, _("Målet er i gang igen."))
    return redirect(_at(row))


@require_http_methods(["GET", "POST"])
def goal_step_new(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Sent from the plan's page; on its own where something was wrong with it."""
    row, form = _goal(request, goal_id), GoalStepForm(request.POST or None)
    return _form(
        request, form, row,
        lambda said: add_goal_step(goal=row, what=said["what"], entry_id=said["entry"], by=request.user),
        _("Nyt lille skridt"), row.words,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def goal_step(request: HttpRequest, goal_step_id: UUID) -> HttpResponse:
    step = _step(request, goal_step_id)
    form = GoalStepEditForm(request.POST or None, instance=step)
    return _form(
        request, form, step.goal, lambda said: edit_goal_step(step=step, by=request.user, **said), _("Ret skridtet"),
        step.goal.words, remove_url=reverse("cases:goal_step_remove", args=[step.pk]),
    )  # fmt: skip


@require_POST
def goal_step_tick(request: HttpRequest, goal_step_id: UUID) -> HttpResponse:
    """Done with `tick`, not done after all with `untick`: twice is the same as once."""
    step = _step(request, goal_step_id)
    if "tick" in request.POST or "untick" in request.POST:
        tick_goal_step(step=step, done="tick" in request.POST, by=request.user)
    return _goals(request, step.goal)


@require_POST
def goal_step_remove(request: HttpRequest, goal_step_id: UUID) -> HttpResponse:
    step = _step(request, goal_step_id)
    remove_goal_step(step=step, by=request.user)
    messages.success(request, _("Skridtet er fjernet. Historikken har det stadig."))
    return redirect(_at(step.goal))


def _goal(request: HttpRequest, goal_id: UUID) -> Goal:
    """The goal and, as `goal.citizen`, the citizen; raises like `get_known_citizen`."""
    row: Goal = get_or_404(Goal, goal_id, request.user)
    row.citizen = get_known_citizen(request, row.citizen_id, may=Can.WRITE_PLAN)
    return row


def _step(request: HttpRequest, goal_step_id: UUID) -> GoalStep:
    step: GoalStep = get_or_404(GoalStep.objects.select_related("goal"), goal_step_id, request.user)
    step.goal.citizen = get_known_citizen(request, step.goal.citizen_id, may=Can.WRITE_PLAN)
    return step


def _at(row: Goal) -> str:
    return f"{plan_url(row.citizen)}#maal-{row.pk}"


def _goals(request: HttpRequest, row: Goal) -> HttpResponse:
    """The list of goals, or the page at the goal."""
    if not request.headers.get("HX-Request"):
        return redirect(_at(row))
    context = plan_page(read_plan(row.citizen), row.citizen, may_write=True)
    return render(request, "cases/plan_goals.html", context)


def _form(
    request: HttpRequest, form: BaseForm, row: Goal, do: Callable[[dict[str, Any]], object], heading: str,
    lead: str = "", **context: object,
) -> HttpResponse:  # fmt: skip
    return form_page(
        request, form, do, template="cases/plan_form.html", said=_("Gemt."), back=_at(row), citizen=row.citizen,
        heading=heading, lead=lead, **context,
    )  # fmt: skip
