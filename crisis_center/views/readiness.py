"""*Støtteberedskab*: who does what before the citizen comes home."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import get_or_404
from accounts.policy import Can
from crisis_center.access import get_stay
from crisis_center.actions.readiness import make_ready, settle_readiness, unsettle_readiness
from crisis_center.forms.midway import ReadinessForm
from crisis_center.models import Readiness
from crisis_center.readiness_page import readiness_page
from crisis_center.stay_page import called
from crisis_center.stay_pages import stay_form


@require_http_methods(["GET", "POST"])
def readiness(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    """The points of the list, what is agreed about each, and room for one thing more. `?emne=` chooses the point."""
    stay = get_stay(request, stay_id, may=Can.WORK_PATHWAY)
    rows = list(Readiness.objects.visible_to(request.user).filter(stay=stay).order_by("written_at", "pk"))
    area = request.GET.get("emne", "")
    form = ReadinessForm(request.POST or None, initial={"area": area} if area in Readiness.Area.values else {})
    return stay_form(
        request, form, lambda values: make_ready(stay=stay, by=request.user, **values), called=called(stay),
        heading=_("Støtteberedskab"), said=_("Skrevet på listen."),
        back=reverse("crisis_center:readiness", args=[stay.pk]), template="crisis_center/readiness.html", stay=stay,
        **readiness_page(rows, timezone.localdate()),
    )  # fmt: skip


@require_POST
def readiness_settle(request: HttpRequest, readiness_id: UUID) -> HttpResponse:
    """`outcome`: in place or not needed; with `fortryd` it is open again."""
    row = get_or_404(Readiness, readiness_id, request.user)
    stay = get_stay(request, row.stay_id, may=Can.WORK_PATHWAY)
    if "fortryd" in request.POST:
        unsettle_readiness(row=row, by=request.user)
        messages.success(request, _("Står på listen igen."))
    else:
        outcome = request.POST.get("outcome", "")
        known = outcome if outcome in Readiness.Outcome.values else Readiness.Outcome.IN_PLACE
        settle_readiness(row=row, outcome=known, by=request.user)
        messages.success(request, _("Gemt: %(what)s") % {"what": row})
    return redirect("crisis_center:readiness", stay.pk)
