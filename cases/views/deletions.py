"""*Sletninger*: the descriptions that were deleted by their deadline."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.access import require
from accounts.policy import Can
from audit.access import log_access
from audit.models import AccessLog, JobReport
from cases.deletions import deletions_of, may_see
from cases.forgetting import SOON


@require_safe
def deletions(request: HttpRequest) -> HttpResponse:
    """`?foer=` a key: older ones."""
    if not may_see(request.user):
        require(request.user, Can.SEE_ACCESS_LOG)
    before = request.GET.get("foer", "")
    page = deletions_of(request.user, before)
    log_access(action=AccessLog.Action.VIEW, object_type=JobReport._meta.label_lower, count=len(page.lines))
    address = reverse("cases:deletions")
    context = {
        "page": page,
        "days": request.user.membership.organisation.forget_after_days,
        "soon": SOON,
        "newest_url": address if before else "",
        "older_url": f"{address}?{urlencode({'foer': page.older})}" if page.older else "",
    }
    return render(request, "cases/deletions.html", context)
