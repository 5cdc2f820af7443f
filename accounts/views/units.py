"""*Enheder* and *Organisation*: how the organisation is divided, and what it calls things."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import require
from accounts.actions import units as actions
from accounts.forms.units import TeamForm, UnitForm, WordsForm
from accounts.leaving import left_in
from accounts.models import Organisation, Team, Unit
from accounts.policy import Can


def _organisation(request: HttpRequest) -> Organisation:
    """The organisation one administers. Raises NotAllowed."""
    require(request.user, Can.MANAGE_UNITS)
    return request.user.membership.organisation


def _unit_or_404(organisation: Organisation, unit_id: UUID) -> Unit:
    unit = Unit.objects.filter(pk=unit_id, organisation=organisation).first()
    if unit is None:
        raise Http404
    return unit


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """Open units first, each with its teams and how many work there today."""
    organisation = _organisation(request)
    today = timezone.localdate()
    works_today = Q(memberships__from_on__lte=today, memberships__user__is_active=True) & (
        Q(memberships__to_on=None) | Q(memberships__to_on__gte=today)
    )
    found = (
        Unit.objects.filter(organisation=organisation)
        .annotate(staff=Count("memberships__user", filter=works_today, distinct=True))
        .prefetch_related(Prefetch("teams", Team.objects.order_by("name")))
        .order_by("name")
    )
    is_closed = {unit.pk: unit.closed_on is not None and unit.closed_on <= today for unit in found}
    context = {
        "open_units": [unit for unit in found if not is_closed[unit.pk]],
        "closed_units": [unit for unit in found if is_closed[unit.pk]],
    }
    return render(request, "accounts/units.html", context)


@require_http_methods(["GET", "POST"])
def add_unit(request: HttpRequest) -> HttpResponse:
    organisation = _organisation(request)
    form = UnitForm(request.POST or None, organisation=organisation)
    if form.is_valid():
        actions.add_unit(organisation=organisation, by=request.user, **form.cleaned_data)
        messages.success(request, _("Enheden er oprettet."))
        return redirect("accounts:units")
    return render(request, "accounts/unit.html", {"form": form})


@require_http_methods(["GET", "POST"])
def edit_unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    organisation = _organisation(request)
    unit = _unit_or_404(organisation, unit_id)
    form = UnitForm(request.POST or None, organisation=organisation, unit=unit)
    if form.is_valid():
        try:
            actions.edit_unit(unit=unit, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Enheden er rettet."))
            return redirect("accounts:units")
    return render(request, "accounts/unit.html", {"form": form, "unit": unit, "left": left_in(unit)})


@require_http_methods(["GET", "POST"])
def add_team(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    unit = _unit_or_404(_organisation(request), unit_id)
    form = TeamForm(request.POST or None, unit=unit)
    if form.is_valid():
        actions.add_team(unit=unit, by=request.user, **form.cleaned_data)
        messages.success(request, _("Teamet er oprettet."))
        return redirect("accounts:units")
    return render(request, "accounts/team.html", {"form": form, "unit": unit})


@require_http_methods(["GET", "POST"])
def edit_team(request: HttpRequest, team_id: UUID) -> HttpResponse:
    organisation = _organisation(request)
    team = Team.objects.select_related("unit").filter(pk=team_id, organisation=organisation).first()
    if team is None:
        raise Http404
    form = TeamForm(request.POST or None, unit=team.unit, team=team)
    if form.is_valid():
        actions.rename_team(team=team, by=request.user, **form.cleaned_data)
        messages.success(request, _("Teamet er rettet."))
        return redirect("accounts:units")
    return render(request, "accounts/team.html", {"form": form, "unit": team.unit, "team": team})


@require_http_methods(["GET", "POST"])
def organisation(request: HttpRequest) -> HttpResponse:
    """What the organisation is, and its own words. *Se eksempel* shows them in sentences, unsaved."""
    shown = _organisation(request)
    form = WordsForm(request.POST or None, organisation=shown)
    if form.is_valid() and "preview" not in request.POST:
        actions.choose_words(organisation=shown, words=form.cleaned_data, by=request.user)
        messages.success(request, _("Ordene er gemt."))
        return redirect("accounts:organisation")
    facts = [
        (_("Navn"), shown.name),
        (_("Art"), shown.get_kind_display()),
        (_("Kommunekode"), shown.municipality_code),
    ]
    context = {"organisation": shown, "facts": facts, "form": form, "words": form.chosen()}
    return render(request, "accounts/organisation.html", context)
