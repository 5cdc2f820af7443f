"""Agreements with centres: read by both, made and changed by the municipality's leader."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotAllowed, get_or_404, require
from accounts.forms.refusals import refuse
from accounts.models import Unit
from accounts.policy import Can, may
from crisis_center.access import is_of_centre
from crisis_center.actions.agreement import (
    agree,
    change_agreement,
    end_agreement,
    end_spotter,
    name_spotter,
)
from crisis_center.agreement_page import agreement_page, centre_lines
from crisis_center.forms.agreement import AgreementEndForm, CentreAgreementForm, SpotterForm
from crisis_center.models import AgreementSpotter, Centre, CentreAgreement

_HOME_WRITES = gettext_lazy("Aftalen skrives af kommunens leder. Centret læser den.")


@require_safe
def centres(request: HttpRequest) -> HttpResponse:
    """Those one can ask and what is agreed with them; whoever leads a centre is led to their own."""
    require(request.user, Can.SEE_CASELOAD)
    unit = request.user.membership.unit
    if may(request.user, Can.MANAGE_CENTRE) and unit.kind == Unit.Kind.CRISIS_CENTRE:
        return redirect("crisis_center:own_centre")
    return render(request, "crisis_center/centres.html", {"lines": centre_lines(request.user)})


@require_http_methods(["GET", "POST"])
def agreement_new(request: HttpRequest, centre_id: UUID) -> HttpResponse:
    require(request.user, Can.MANAGE_CENTRE)
    centre = get_object_or_404(Centre.objects.in_use().select_related("unit"), pk=centre_id)
    if is_of_centre(request.user, centre):
        raise NotAllowed(str(_HOME_WRITES))
    rows = CentreAgreement.objects.visible_to(request.user)
    if known := rows.filter(centre=centre, to_on=None, organisation=request.user.membership.organisation_id).first():
        return redirect(known)
    form = CentreAgreementForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            row = agree(centre=centre, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Aftalen er gemt. Centret kan læse den."))
            return redirect(row)
    return _form(request, form, _("Ny samarbejdsaftale"), str(centre), reverse("crisis_center:centres"))


@require_safe
def agreement(request: HttpRequest, centre_agreement_id: UUID) -> HttpResponse:
    row = _agreement(request, centre_agreement_id)
    may_change = may(request.user, Can.MANAGE_CENTRE) and not _is_other_side(request, row)
    return render(request, "crisis_center/agreement.html", agreement_page(row, request.user, may_change=may_change))


@require_http_methods(["GET", "POST"])
def agreement_edit(request: HttpRequest, centre_agreement_id: UUID) -> HttpResponse:
    row = _to_change(request, centre_agreement_id)
    form = CentreAgreementForm(request.POST or None, instance=row, user=request.user)
    if form.is_valid():
        try:
            change_agreement(agreement=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Aftalen er rettet."))
            return redirect(row)
    return _form(request, form, _("Ret samarbejdsaftalen"), str(row.centre), row.get_absolute_url())


@require_http_methods(["GET", "POST"])
def agreement_end(request: HttpRequest, centre_agreement_id: UUID) -> HttpResponse:
    row = _to_change(request, centre_agreement_id)
    form = AgreementEndForm(request.POST or None)
    if form.is_valid():
        try:
            end_agreement(agreement=row, on=form.cleaned_data["to_on"], by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Aftalen slutter den dag. En ny kan begynde bagefter."))
            return redirect(row)
    return _form(request, form, _("Afslut samarbejdsaftalen"), str(row.centre), row.get_absolute_url())


@require_http_methods(["GET", "POST"])
def spotter_new(request: HttpRequest, centre_agreement_id: UUID) -> HttpResponse:
    row = _to_change(request, centre_agreement_id)
    form = SpotterForm(request.POST or None)
    if form.is_valid():
        try:
            name_spotter(agreement=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Spotteren er tilføjet."))
            return redirect(row)
    return _form(request, form, _("Ny spotter"), str(row.centre), row.get_absolute_url())


@require_POST
def spotter_end(request: HttpRequest, spotter_id: UUID) -> HttpResponse:
    spotter: AgreementSpotter = get_or_404(AgreementSpotter, spotter_id, request.user)
    row = _to_change(request, spotter.agreement_id)
    end_spotter(spotter=spotter, by=request.user)
    messages.success(request, _("%(name)s er ikke længere spotter.") % {"name": spotter.name})
    return redirect(row)


def _agreement(request: HttpRequest, centre_agreement_id: UUID) -> CentreAgreement:
    rows = CentreAgreement.objects.select_related("centre__unit", "organisation", "mentor", "deputy")
    row: CentreAgreement = get_or_404(rows, centre_agreement_id, request.user)
    return row


def _to_change(request: HttpRequest, centre_agreement_id: UUID) -> CentreAgreement:
    """Raises NotAllowed for others than the municipality's leaders."""
    row = _agreement(request, centre_agreement_id)
    require(request.user, Can.MANAGE_CENTRE)
    if _is_other_side(request, row):
        raise NotAllowed(str(_HOME_WRITES), row)
    return row


def _is_other_side(request: HttpRequest, row: CentreAgreement) -> bool:
    own = request.user.membership.organisation_id == row.organisation_id
    return not own or is_of_centre(request.user, row.centre)


def _form(request: HttpRequest, form: Any, title: str, lead: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "lead": lead, "back_url": back}
    return render(request, "crisis_center/centre_form.html", context)
