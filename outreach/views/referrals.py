"""How many each referrer sends, and how many of them are outside the target group; whom one partner has sent."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import get_or_404, require
from accounts.policy import Can
from directory.models import Partner
from outreach.forms.referrals import PeriodForm
from outreach.quotas import load_words
from outreach.referrals import columns, periods, referral_lines, total_of
from outreach.referred import referred_by


@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    """Counts only: no citizen is shown. `?periode=`: one of `periods`."""
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


@require_safe
def partner_citizens(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """The citizens of open courses whom the partner referred."""
    partner: Partner = get_or_404(Partner, partner_id, request.user, may=Can.MANAGE_PLACES)
    referred = referred_by(partner, request.user, timezone.localdate())
    context = {"partner": partner, "words": load_words(partner, referred.number), "referred": referred}
    return render(request, "outreach/partner_citizens.html", context)
