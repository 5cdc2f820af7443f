"""The unit: who carries what, what nobody carries, and giving courses to somebody in one act."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

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
from cases.views.handover import chosen_courses, give

LIMIT = 50


@require_http_methods(["GET", "POST"])
def unit_overview(request: HttpRequest) -> HttpResponse:
    """Workers by name, courses without a contact person, clocks; POST gives the chosen courses to somebody."""
    user, today = request.user, timezone.localdate()
    require(user, Can.SEE_CASELOAD)
    form = chosen_courses(request, without_contact_person(user, today))
    if form.is_valid():
        return give(request, form, reverse("cases:unit_overview"))
    courses = course_rows(without_contact_person(user, today), LIMIT)
    clocks = clocks_of_unit(user, today, LIMIT)
    citizens = citizens_by_id(user, [row.citizen_id for row in [*courses, *clocks]], today)
    log_listed(citizens)
    workers = worker_rows(user, today)
    # Those who work here were read for the table already.
    here = [(row.id, row.name) for row in workers if not row.has_left]
    form.fields["user"].choices = [("", form.fields["user"].empty_label), *here]
    context = {
        "form": form,
        "workers": workers,
        "lines": course_lines(courses, citizens, today),
        "chosen": request.POST.getlist("cases"),
        "clocks": [clock_row(clock, citizens) for clock in clocks if clock.citizen_id in citizens],
        "month": this_month(user, today),
        "is_full": len(courses) == LIMIT,
        "may_manage": may(user, Can.MANAGE_CASE),
        "panels": load_panels(Page.UNIT, user),
    }
    return render(request, "cases/unit.html", context)
