"""The unit's agreements with partners."""

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
from accounts.forms.base import HouseForm, HouseModelForm
from accounts.forms.refusals import refuse
from accounts.policy import Can
from directory.actions.agreement import edit_agreement, make_agreement, review_agreement
from directory.agreements import agreement_lines, agreement_parts
from directory.forms.agreement import AgreementEditForm, AgreementForm, AgreementReviewForm
from directory.models import Agreement
from directory.tabs import planning_tabs
from directory.views.communication import chosen_partner
from directory.views.saving import carried_out


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """Those in force, the next to be gone through first; `?vis=ophoert`: those that have ended."""
    require(request.user, Can.MANAGE_PLACES)
    ended = request.GET.get("vis") == "ophoert"
    today = timezone.localdate()
    rows = Agreement.objects.visible_to(request.user)
    chosen = rows.exclude(pk__in=rows.in_force(today).values("pk")) if ended else rows.in_force(today)
    context = {
        "tabs": planning_tabs("directory:agreements"),
        "lines": agreement_lines(chosen, today),
        "ended": ended,
    }
    return render(request, "directory/agreements.html", context)


@require_http_methods(["GET", "POST"])
def agreement_new(request: HttpRequest) -> HttpResponse:
    """An agreement, or with `?partner=` one with that partner."""
    require(request.user, Can.MANAGE_PLACES)
    partner = chosen_partner(request)
    form = AgreementForm(request.POST or None, user=request.user, partners=[partner.pk] if partner else [])
    if form.is_valid():
        try:
            row = make_agreement(unit=request.user.membership.unit, by=request.user, **form.terms())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Aftalen er gemt."))
            return redirect(row)
    back_url = partner.get_absolute_url() if partner else reverse("directory:agreements")
    return _page(request, form, _("Ny samarbejdsaftale"), back_url, str(partner or _("Aftaler")))


@require_safe
def agreement(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """The whole agreement, to be read and to be printed."""
    row = get_or_404(Agreement.objects.select_related("responsible", "unit"), agreement_id, request.user)
    today = timezone.localdate()
    partners = [link.partner for link in row.agreement_parties.select_related("partner").order_by("partner__name")]
    in_force = row.ended_on is None or row.ended_on > today
    context = {
        "agreement": row,
        "partners": partners,
        "parts": agreement_parts(row),
        "in_force": in_force,
        "is_due": in_force and row.review_on is not None and row.review_on <= today,
    }
    return render(request, "directory/agreement.html", context)


@require_http_methods(["GET", "POST"])
def agreement_edit(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    row = get_or_404(Agreement, agreement_id, request.user)
    form = AgreementEditForm(request.POST or None, instance=row, user=request.user)
    if carried_out(form, lambda: edit_agreement(agreement=row, by=request.user, **form.terms())):
        messages.success(request, _("Aftalen er rettet."))
        return redirect(row)
    return _page(request, form, _("Ret samarbejdsaftale"), row.get_absolute_url(), row.title)


@require_http_methods(["GET", "POST"])
def agreement_review(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    row = get_or_404(Agreement, agreement_id, request.user)
    form = AgreementReviewForm(request.POST or None)
    if carried_out(form, lambda: review_agreement(agreement=row, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Gennemgangen er gemt."))
        return redirect(row)
    return _page(request, form, _("Aftalen er gennemgået"), row.get_absolute_url(), row.title)


def _page(
    request: HttpRequest, form: HouseForm | HouseModelForm, heading: str, back_url: str, back: str
) -> HttpResponse:
    context = {"form": form, "heading": heading, "back_url": back_url, "back": back}
    return render(request, "directory/planning_form.html", context)
