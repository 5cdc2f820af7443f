"""How many each referrer sends, and how many of them are outside the target group. Counts only: no citizen is shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import require
from accounts.policy import Can
from outreach.forms.referrals import PeriodForm
from outreach.referrals import columns, periods, referral_lines, total_of


@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    """`?periode=`: one of `periods`."""
    require(request.user, Can.SEE_CASELOAD)
    choices = periods(timezone.localdate())
    chosen = next((one for one in choices if one.key == request.GET.get("periode", "")), choices[0])
    lines = referral_lines(request.user, chosen)
    total = total_of(lines)
    context = {
        "form": PeriodForm(periods=choices, chosen=chosen),
        "period": chosen,
        "bars": [(f"andel-{number}", line) for number, line in enumerate(lines) if line.has_share],
        "total": total,
        "columns": columns(),
        "rows": [line.cells for line in [*lines, total]] if lines else [],
    }
    return render(request, "outreach/referrals.html", context)
