"""Whom the unit works with."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import get_or_404, require
from accounts.forms.refusals import refuse
from accounts.policy import Can
from directory.actions.partner import add_partner, edit_partner
from directory.forms.partner import PartnerEditForm, PartnerForm, PartnerSearch
from directory.models import Partner
from directory.panels import counts_of, load_partner_panels, with_counts
from directory.partners import looked_for, partner_page, partners_by_kind
from directory.tabs import planning_tabs
from directory.views.saving import carried_out


@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """All partners of the unit, by kind. Names of organisations are not personal: a search stands in the address."""
    require(request.user, Can.MANAGE_PLACES)
    search = PartnerSearch(request.GET)
    search.is_valid()
    rows = looked_for(Partner.objects.visible_to(request.user, may=Can.MANAGE_PLACES), **search.cleaned_data)
    context = {
        "tabs": planning_tabs("directory:partners"),
        "kinds": partners_by_kind(rows, request.user, timezone.localdate()),
        "search": search,
        "searched": any(request.GET.values()),
    }
    return render(request, "directory/partners.html", context)


@require_http_methods(["GET", "POST"])
def partner_new(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.MANAGE_PLACES)
    form = PartnerForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            partner = add_partner(unit=request.user.membership.unit, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Samarbejdspartneren er gemt. Skriv nu, hvem man skal spørge efter."))
            return redirect(partner)
    context = {
        "form": form, "heading": _("Ny samarbejdspartner"), "back_url": reverse("directory:partners"),
        "back": _("Samarbejdspartnere"),
    }  # fmt: skip
    return render(request, "directory/planning_form.html", context)


@require_safe
def partner(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    rows = with_counts(Partner.objects.all(), user, today)
    row: Partner = get_or_404(rows, partner_id, user, may=Can.MANAGE_PLACES)
    context = {
        "partner": row,
        "counts": counts_of(row),
        "page": partner_page(row, user),
        "panels": load_partner_panels(row, user),
        "today": today,
    }
    return render(request, "directory/partner.html", context)


@require_http_methods(["GET", "POST"])
def partner_edit(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    row = get_or_404(Partner, partner_id, request.user, may=Can.MANAGE_PLACES)
    form = PartnerEditForm(request.POST or None, instance=row)
    if carried_out(form, lambda: edit_partner(partner=row, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Samarbejdspartneren er rettet."))
        return redirect(row)
    context = {
        "form": form,
        "heading": _("Ret samarbejdspartner"),
        "back_url": row.get_absolute_url(),
        "back": str(row),
    }
    return render(request, "directory/planning_form.html", context)
