"""*Udfald*: what came of a treatment that has ended, where nothing else has told it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import get_or_404
from cases.models import CasePeriod
from directory.views.saving import carried_out
from measurements.actions.outcome import say_outcome
from measurements.forms.outcome import OutcomeForm
from measurements.models import TreatmentOutcome
from outreach.access import get_course


@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, period_id: UUID) -> HttpResponse:
    period = get_or_404(CasePeriod, period_id, request.user)
    case = period.case = get_course(request, period.case_id)
    known = TreatmentOutcome.objects.filter(period=period).first()
    form = OutcomeForm(request.POST or None, initial={"outcome": known.outcome} if known else {})
    if period.closed_at and carried_out(
        form, lambda: say_outcome(period=period, outcome=form.cleaned_data["outcome"], by=request.user)
    ):
        messages.success(request, _("Udfaldet er gemt."))
        return redirect(case)
    context = {
        "form": form,
        "case": case,
        "citizen": case.citizen,
        "period": period,
        "cancel_url": case.get_absolute_url(),
    }
    return render(request, "measurements/outcome.html", context)
