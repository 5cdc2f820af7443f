"""*Opslag*: the unit's look-ups for its leader, the organisation's for the data protection officer."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from accounts.access import require
from accounts.policy import Can
from audit.access import log_access, log_listed
from audit.models import AccessLog
from cases.forms.access_log import ALL, LooksFilter
from cases.looks import Action, filtered, looks_within, page_of


@require_GET
def access_log(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.SEE_ACCESS_LOG)
    form = LooksFilter(request.GET if request.GET else None, user=request.user)
    chosen = form.cleaned_data if form.is_valid() else {}
    action = chosen.get("handling", "")
    rows = filtered(
        looks_within(request.user),
        person=UUID(chosen["person"]) if chosen.get("person") else None,
        day=chosen.get("dag"),
        action="" if action == ALL else action,
        with_purpose=chosen.get("formaal", False),
    )
    if not action:
        rows = rows.exclude(action=Action.LIST)
    before = request.GET.get("foer", "")
    page = page_of(rows, request.user, before)
    log_access(action=AccessLog.Action.VIEW, object_type=AccessLog._meta.label_lower, count=len(page.looks))
    log_listed(page.labelled)
    address = reverse("cases:access_log")
    kept = {name: value for name, value in request.GET.items() if name in form.fields and value}
    context = {
        "form": form,
        "page": page,
        "reset_url": address if kept else "",
        "newest_url": f"{address}?{urlencode(kept)}" if before else "",
        "older_url": f"{address}?{urlencode({**kept, 'foer': page.older})}" if page.older else "",
    }
    return render(request, "cases/access_log.html", context)
