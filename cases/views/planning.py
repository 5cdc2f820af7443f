"""The checklists of the unit's planning, ticked by whoever plans."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import require
from accounts.policy import Can
from cases.planning_checklists import unit_lists
from directory.actions.mark import mark_point
from directory.tabs import planning_tabs


@require_safe
def planning_checklists(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.MANAGE_PLACES)
    context = {"tabs": planning_tabs("cases:planning_checklists"), "lists": unit_lists(request.user)}
    return render(request, "cases/planning_checklists.html", context)


@require_POST
def planning_tick(request: HttpRequest) -> HttpResponse:
    """Tick the point `tick`, or take the tick away from `untick`: each "list/point"; twice is the same as once."""
    require(request.user, Can.MANAGE_PLACES)
    ticked = "tick" in request.POST
    step, _slash, key = (request.POST.get("tick") or request.POST.get("untick") or "").partition("/")
    known = {(one.step.key, point.key) for one in unit_lists(request.user) for point in one.points}
    if (step, key) in known:
        mark_point(unit=request.user.membership.unit, step=step, key=key, ticked=ticked, by=request.user)
    else:
        messages.error(request, _("Tjeklisten er ændret imens. Her er den, der gælder."))
    return redirect("cases:planning_checklists")
