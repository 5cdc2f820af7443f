"""*Vejledt og rådgivet*: what was done for somebody the outreach is not meant for."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import get_or_404
from accounts.forms.refusals import refuse
from outreach.access import get_course
from outreach.actions.guidance import guide, take_back_guidance
from outreach.forms.guidance import GuidanceForm
from outreach.models import Guidance


@require_http_methods(["GET", "POST"])
def guidance_new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = get_course(request, case_id)
    form = GuidanceForm(request.POST or None)
    if form.is_valid():
        try:
            guide(case=case, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Hjælpen er skrevet ned."))
            return redirect(case)
    context = {
        "form": form,
        "citizen": case.citizen,
        "heading": _("Vejledt og rådgivet"),
        "cancel_url": case.get_absolute_url(),
    }
    return render(request, "outreach/course_form.html", context)


@require_POST
def guidance_remove(request: HttpRequest, case_id: UUID, guidance_id: UUID) -> HttpResponse:
    case = get_course(request, case_id)
    row = get_or_404(Guidance.objects.filter(case=case), guidance_id, request.user)
    take_back_guidance(guidance=row, by=request.user)
    messages.success(request, _("Fjernet: %(what)s") % {"what": row})
    return redirect(case)
