"""The request that starts the 14 days: registered without a contact, and ended."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import get_or_404
from accounts.forms.base import HouseForm
from accounts.policy import Can
from cases.access import get_citizen
from cases.actions.task import end_request, register_request
from cases.forms.refusals import refuse
from cases.forms.request import RequestEndForm, RequestForm
from cases.models import Citizen, TreatmentRequest


@require_http_methods(["GET", "POST"])
def request_new(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    citizen = get_citizen(request, citizen_id, may=Can.MANAGE_CASE)
    form = RequestForm(request.POST or None)
    if form.is_valid():
        try:
            register_request(citizen=citizen, on=form.cleaned_data["on"], by=request.user)
        except ValidationError as error:
            refuse(form, error, requested_on="on")
        else:
            messages.success(request, _("Anmodningen er skrevet ned. De 14 dage løber."))
            return redirect(citizen)
    return _page(request, form, citizen, _("Anmodning om behandling"))


@require_http_methods(["GET", "POST"])
def request_end(request: HttpRequest, request_id: UUID) -> HttpResponse:
    found = get_or_404(TreatmentRequest, request_id, request.user)
    citizen = get_citizen(request, found.citizen_id, may=Can.MANAGE_CASE)
    form = RequestEndForm(request.POST or None)
    if form.is_valid():
        try:
            end_request(request=found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error, ended_on="on")
        else:
            messages.success(request, _("Anmodningen er afgjort."))
            return redirect(citizen)
    return _page(request, form, citizen, _("Afgør anmodningen om behandling"))


def _page(request: HttpRequest, form: HouseForm, citizen: Citizen, heading: str) -> HttpResponse:
    context = {"form": form, "citizen": citizen, "heading": heading, "cancel_url": citizen.get_absolute_url()}
    return render(request, "cases/course_form.html", context)
