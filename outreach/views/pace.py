"""How long the unit takes from motivation to treatment. Counts only: no citizen and no worker is shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import require
from accounts.policy import Can
from outreach.forms.referrals import PeriodForm
from outreach.referrals import FEWEST, periods
from outreach.unit_pace import columns, unit_pace


@require_safe
def pace(request: HttpRequest) -> HttpResponse:
    """`?periode=`: one of `periods`."""
    require(request.user, Can.SEE_CASELOAD)
    choices = periods(timezone.localdate())
    chosen = next((one for one in choices if one.key == request.GET.get("periode", "")), choices[0])
    stages, by_right = unit_pace(request.user, chosen)
    shown = [gap for gap in stages if gap.is_shown]
    context = {
        "form": PeriodForm(periods=choices, chosen=chosen),
        "period": chosen,
        "fewest": FEWEST,
        "bars": [(f"tid-{number}", gap) for number, gap in enumerate(shown)],
        "longest": max((gap.halves for gap in shown), default=0) or 1,
        "columns": columns(),
        "rows": [gap.cells for gap in stages] if any(gap.number for gap in stages) else [],
        "right_rows": [gap.cells for gap in by_right] if any(gap.number for gap in by_right) else [],
    }
    return render(request, "outreach/pace.html", context)
