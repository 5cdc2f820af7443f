"""A spotter tells what was seen, and sees nothing of anybody."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import require
from accounts.policy import Can
from cases.actions.contact import log_contact
from cases.forms.contact_sighting import SightingForm
from cases.sightings import receiving_units, sightings_of
from cases.tellings import telling_tabs


@require_http_methods(["GET", "POST"])
def sighting_new(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.REPORT_SIGHTING)
    units = receiving_units(request.user)
    form = SightingForm(request.POST if request.method == "POST" else None, units=units) if units else None
    if form and form.is_valid():
        sighting = form.sighting()
        try:
            log_contact(by=request.user, **sighting)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Tak. Det er sendt til %(unit)s.") % {"unit": sighting["unit"].name})
            return redirect("cases:sighting_new")
    today = sightings_of(request.user).filter(written_at__date=timezone.localdate()).count()
    tabs = telling_tabs("cases:sighting_new")
    context = {"form": form, "units": units, "sent_today": today, "tabs": tabs}
    return render(request, "cases/sighting_new.html", context)
