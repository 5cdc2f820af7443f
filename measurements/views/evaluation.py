"""*Evaluering*: what the measurements say, for a period, of the courses the reader sees."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import require
from accounts.policy import Can
from measurements.evaluation_page import evaluation_page
from measurements.forms.evaluation import PeriodForm

#: Of the period that stands there first.
_YEARS = timedelta(days=2 * 365)


@require_safe
def evaluation(request: HttpRequest) -> HttpResponse:
    """Sums of many: no citizen stands there, so no look is logged."""
    require(request.user, Can.SEE_COSTS)
    today = timezone.localdate()
    usual: dict[str, date] = {"fra": today - _YEARS, "til": today}
    form = PeriodForm(request.GET if "fra" in request.GET else None, initial=usual)
    period = form.cleaned_data if form.is_valid() else usual
    page = evaluation_page(request.user, period["fra"], period["til"])
    return render(request, "measurements/evaluation.html", {"form": form, **page})
