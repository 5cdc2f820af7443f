"""Who referred the citizen: said where it is known, corrected where it was wrong."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.refusals import refuse
from outreach.access import get_course
from outreach.actions.referral_source import record_referral
from outreach.forms.referral_source import ReferralForm
from outreach.models import ReferralSource


@require_http_methods(["GET", "POST"])
def referral(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = get_course(request, case_id)
    row = ReferralSource.objects.visible_to(request.user).filter(case=case).first()
    form = ReferralForm(request.POST or None, user=request.user, row=row)
    if form.is_valid():
        try:
            record_referral(case=case, referral=form.said(), by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Det er skrevet ned."))
            return redirect(case)
    context = {
        "form": form,
        "citizen": case.citizen,
        "heading": _("Hvem henviste?"),
        "cancel_url": case.get_absolute_url(),
    }
    return render(request, "outreach/course_form.html", context)
