"""What was measured on a course, what is due, and one measurement."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from measurements.access import get_measured_course, get_measurement, newest_instruments
from measurements.measured_page import measured_page, measurement_page
from measurements.models import Measurement


@require_safe
def measured(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = get_measured_course(request, case_id)
    rows = Measurement.objects.visible_to(request.user).current().filter(case=case)
    found = list(rows.select_related("version", "begun_by").order_by("-answered_on", "-pk"))
    known = newest_instruments(request.user)
    return render(request, "measurements/measured.html", measured_page(case, found, known, timezone.localdate()))


@require_safe
def measurement(request: HttpRequest, measurement_id: UUID) -> HttpResponse:
    row = get_measurement(request, measurement_id)
    return render(request, "measurements/measurement.html", measurement_page(row))
