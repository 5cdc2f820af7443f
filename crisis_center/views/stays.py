"""A stay whole, for those at the centre and for those at home."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from crisis_center.access import get_stay
from crisis_center.stay_facts import facts_about
from crisis_center.stay_page import stay_page


@require_GET
def stay(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    stay = get_stay(request, stay_id)
    facts = facts_about(request.user, [stay.pk])
    return render(request, "crisis_center/stay.html", stay_page(stay, facts, request.user))
