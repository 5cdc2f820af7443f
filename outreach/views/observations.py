"""What a worker noticed of motivation and alliance: one form, all of it optional."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import get_or_404
from accounts.forms.refusals import refuse
from cases.models import Case
from outreach.access import get_course
from outreach.actions.observation import correct_observation, observe
from outreach.forms.observation import ObservationCorrectForm, ObservationForm
from outreach.models import Observation


@require_http_methods(["GET", "POST"])
def observation_new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = get_course(request, case_id)
    form = ObservationForm(request.POST or None)
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            observe(case=case, entry_id=values.pop("entry"), by=request.user, **values)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Observationen er gemt."))
            return redirect(case)
    return _page(request, form, case, _("Ny observation"))


@require_http_methods(["GET", "POST"])
def observation_edit(request: HttpRequest, observation_id: UUID) -> HttpResponse:
    row = get_or_404(Observation, observation_id, request.user)
    case = get_course(request, row.case_id)
    form = ObservationCorrectForm(request.POST or None, instance=row)
    if form.is_valid():
        try:
            correct_observation(observation=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Observationen er rettet."))
            return redirect(case)
    return _page(request, form, case, _("Ret observationen"))


def _page(
    request: HttpRequest, form: ObservationForm | ObservationCorrectForm, case: Case, heading: str
) -> HttpResponse:
    context = {
        "form": form,
        "citizen": case.citizen,
        "heading": heading,
        "lead": _("Alt kan stå tomt, bare ikke det hele."),
        "cancel_url": case.get_absolute_url(),
    }
    return render(request, "outreach/course_form.html", context)
