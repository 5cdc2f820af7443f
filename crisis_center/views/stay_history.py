"""*Hvem har ændret hvad* of a stay, at the centre."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import NotAllowed
from accounts.policy import Can, may
from cases.changes import HistoryKey
from crisis_center.access import get_stay
from crisis_center.stay_history import stay_history as history_of_stay
from crisis_center.stay_page import called


@require_GET
def stay_history(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    """`?foer=`: what is older. A look here is a look, too."""
    stay = get_stay(request, stay_id)
    if not stay.at_centre or not may(request.user, Can.SEE_HISTORY):
        raise NotAllowed(_("Det ser centrets egne medarbejdere."), stay)
    before = HistoryKey.read(request.GET.get("foer", ""))
    page = history_of_stay(stay, request.user, before=before)
    address = reverse("crisis_center:stay_history", args=[stay.pk])
    context = {
        "stay": stay,
        "called": called(stay),
        "page": page,
        "newest_url": address if before else "",
        "older_url": f"{address}?{urlencode({'foer': str(page.older)})}" if page.older else "",
    }
    return render(request, "crisis_center/stay_history.html", context)
