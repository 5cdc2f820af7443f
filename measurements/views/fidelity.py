"""*Modeltro*: waves side by side, of the outreach and of the crisis centre's model. Nobody in particular is shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import require
from accounts.policy import Can, may
from measurements.fidelity_page import barometer_page, project_page
from measurements.fidelity_tabs import fidelity_tabs


@require_safe
def fidelity(request: HttpRequest) -> HttpResponse:
    """What the project lead answered in each wave, and beside it what the records show."""
    require(request.user, Can.SEE_CASELOAD)
    context = {
        **project_page(request.user),
        "tabs": fidelity_tabs("fidelity"),
        "new_url": reverse("measurements:wave_new") if may(request.user, Can.ANSWER_FIDELITY) else "",
    }
    return render(request, "measurements/fidelity.html", context)


@require_safe
def barometer(request: HttpRequest) -> HttpResponse:
    """*Implementeringsbarometer*: each step of the crisis centre's model, 0-4, in each half-year."""
    require(request.user, Can.SEE_CASELOAD)
    context = {
        **barometer_page(request.user),
        "tabs": fidelity_tabs("barometer"),
        "new_url": reverse("measurements:barometer_new") if may(request.user, Can.ANSWER_FIDELITY) else "",
    }
    return render(request, "measurements/barometer.html", context)
