"""Hypothetical citizens: written, read, printed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404, require
from accounts.forms.refusals import refuse
from accounts.policy import Can
from measurements.actions.scenario import remove_scenario, write_scenario
from measurements.forms.scenario import ScenarioForm
from measurements.models import Scenario
from measurements.quarters import Quarter
from measurements.scenarios import outcome_of, outcome_rows, outcomes, reservations
from measurements.views.cost_tabs import cost_tabs

#: On the page, and as columns beside each other.
LIMIT, COMPARED = 100, 5


@require_safe
def scenarios(request: HttpRequest) -> HttpResponse:
    """All of them, and the first beside each other as in table 9-5, always with the reservations."""
    user = request.user
    require(user, Can.SEE_COSTS)
    rows = list(Scenario.objects.visible_to(user).order_by("name", "pk").prefetch_related("items")[:LIMIT])
    compared = rows[:COMPARED]
    found = outcomes(compared, user.membership.organisation, timezone.localdate())
    context = {
        "tabs": cost_tabs("scenarios"),
        "lines": [{"title": row.name, "url": row.get_absolute_url(), "meta": _period(row)} for row in rows],
        "columns": [_("Kr. pr. borger"), *(row.name for row in compared)],
        "rows": outcome_rows(found),
        "reservations": reservations(),
    }
    return render(request, "measurements/scenarios.html", context)


@require_safe
def scenario(request: HttpRequest, scenario_id: UUID) -> HttpResponse:
    """What it comes to, and always the reservations."""
    row = get_or_404(Scenario.objects.select_related("organisation"), scenario_id, request.user)
    found, of = outcome_of(row, timezone.localdate())
    context = {
        "scenario": row,
        "period": _period(row),
        "columns": [_("Post"), _("Kr. pr. borger")],
        "rows": outcome_rows([found]),
        "reservations": reservations(),
        "notes": of.notes,
        "nobody": found.net is None,
    }
    return render(request, "measurements/scenario.html", context)


@require_http_methods(["GET", "POST"])
def scenario_new(request: HttpRequest) -> HttpResponse:
    user = request.user
    require(user, Can.SEE_COSTS)
    now = Quarter.of(timezone.localdate())
    initial = {"from_on": now.before.before.before.before.first, "to_on": now.before.last}
    form = ScenarioForm(request.POST or None, initial=initial)
    if form.is_valid() and (made := _written(request, form)):
        return redirect(made)
    context = {"form": form, "scenario": None, "cancel_url": reverse("measurements:scenarios")}
    return render(request, "measurements/scenario_form.html", context)


@require_http_methods(["GET", "POST"])
def scenario_edit(request: HttpRequest, scenario_id: UUID) -> HttpResponse:
    row = get_or_404(Scenario, scenario_id, request.user, may=Can.SEE_COSTS)
    initial = {name: getattr(row, name) for name in ("name", "about", "from_on", "to_on")}
    items = {one.item: one for one in row.items.all()}
    form = ScenarioForm(request.POST or None, initial=initial, items=items)
    if form.is_valid() and (written := _written(request, form, row)):
        return redirect(written)
    context = {"form": form, "scenario": row, "cancel_url": row.get_absolute_url()}
    return render(request, "measurements/scenario_form.html", context)


@require_POST
def scenario_remove(request: HttpRequest, scenario_id: UUID) -> HttpResponse:
    row = get_or_404(Scenario, scenario_id, request.user, may=Can.SEE_COSTS)
    remove_scenario(scenario=row, by=request.user)
    messages.success(request, _("»%(name)s« er fjernet.") % {"name": row.name})
    return redirect("measurements:scenarios")


def _written(request: HttpRequest, form: ScenarioForm, row: Scenario | None = None) -> Scenario | None:
    """The scenario as saved, or None with what is wrong at its field."""
    fields = {name: form.cleaned_data[name] for name in ("name", "about", "from_on", "to_on")}
    whose = {"scenario": row} if row else {"unit": request.user.membership.unit}
    try:
        written: Scenario = write_scenario(items=form.items, by=request.user, **fields, **whose)
    except ValidationError as error:
        refuse(form, error)
        return None
    messages.success(request, _("Scenariet er gemt."))
    return written


def _period(row: Scenario) -> str:
    days = {name: date_format(getattr(row, name), "DATE_FORMAT") for name in ("from_on", "to_on")}
    return _("Indsatsen fra %(from_on)s til %(to_on)s") % days
