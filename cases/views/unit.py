"""The unit: who carries what, what nobody carries, and giving courses to somebody in one act."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import require
from accounts.policy import Can, may
from audit.access import log_listed
from cases.caseload import citizens_by_id, course_rows
from cases.clocks import clock_row, clocks_of_unit
from cases.panels import Page, load_panels
from cases.unit_page import (
    course_lines,
    this_month,
    without_contact_person,
    worker_rows,
)

LIMIT = 50


@require_safe
def unit_overview(request: HttpRequest) -> HttpResponse:
    """Workers by name, courses without a contact person to be given to somebody, clocks."""
    user, today = request.user, timezone.localdate()
    require(user, Can.SEE_CASELOAD)
    courses = course_rows(without_contact_person(user, today), LIMIT)
    clocks = clocks_of_unit(user, today, LIMIT)
    citizens = citizens_by_id(user, [row.citizen_id for row in [*courses, *clocks]], today)
    log_listed(citizens)
    workers = worker_rows(user, today)
    context = {
        "workers": workers,
        "lines": course_lines(courses, citizens, today),
        # Those who work here were read for the table already.
        "receivers": [(row.id, row.name) for row in workers if not row.has_left],
        "clocks": [clock_row(clock, citizens) for clock in clocks if clock.citizen_id in citizens],
        "month": this_month(user, today),
        "is_full": len(courses) == LIMIT,
        "may_manage": may(user, Can.MANAGE_CASE),
        "back": reverse("cases:unit_overview"),
        "panels": load_panels(Page.UNIT, user),
    }
    return render(request, "cases/unit.html", context)
