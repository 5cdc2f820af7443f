"""The unit on a Monday morning: what needs attention, who carries what, and the rows behind every number."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import require
from accounts.policy import Can, may
from audit.access import log_listed
from cases.access import citizens_for
from cases.agenda import PAGE, lines, read_key, task_rows
from cases.caseload import citizens_by_id
from cases.clocks import clock_row, clocks_of_unit
from cases.forms.unit import UnitCoursesForm
from cases.handover import receivers
from cases.panels import Page, load_panels
from cases.unit_charts import phase_chart, team_chart
from cases.unit_choice import NONE, UNASSIGNED, Choice
from cases.unit_courses import read_unit
from cases.unit_list import listed, page_of, words_of
from cases.unit_page import course_lines, month, needs, phase_columns, phase_lines, row_of, team_blocks, worker_columns
from cases.unit_people import late_tasks
from cases.waiting import read_waiting, waiting_lines

#: Courses to give away on the page itself; clocks that are counted, and those that are shown.
LIMIT, CLOCKS, CLOCKS_SHOWN = 50, 500, 10


@require_safe
def unit_overview(request: HttpRequest) -> HttpResponse:
    """What waits, teams and workers by name, phases; courses without a contact person to be given to somebody."""
    user, today = request.user, timezone.localdate()
    require(user, Can.SEE_CASELOAD)
    unit = read_unit(user, today)
    unassigned = Choice(UNASSIGNED).among(unit)
    courses = [row_of(course) for course in unassigned[:LIMIT]]
    clocks = clocks_of_unit(user, today, CLOCKS)
    waiting = read_waiting(user, mine=False, today=today)
    asked = [*courses, *clocks[:CLOCKS_SHOWN], *waiting]
    citizens = citizens_by_id(user, {row.citizen_id for row in asked if row.citizen_id}, today)
    log_listed(citizens)
    phases = phase_lines(unit)
    context = {
        "needs": needs(unit, clocks),
        "month": month(unit),
        "teams": team_blocks(unit),
        "team_chart": team_chart(unit.load) if unit.load.carriers else "",
        "phases": phases,
        "phase_chart": phase_chart(phases) if phases else "",
        "columns": worker_columns(),
        "phase_columns": phase_columns(),
        "lines": course_lines(courses, citizens, today),
        "waiting": waiting_lines(waiting, {pk: row.label for pk, row in citizens.items()}, today),
        "receivers": receivers(unit.load),
        "clocks": [clock_row(clock, citizens) for clock in clocks if clock.citizen_id in citizens],
        "is_full": len(unassigned) > LIMIT,
        "may_manage": may(user, Can.MANAGE_CASE),
        "back": reverse("cases:unit_overview"),
        "panels": load_panels(Page.UNIT, user),
    }
    return render(request, "cases/unit.html", context)


@require_safe
def unit_courses(request: HttpRequest) -> HttpResponse:
    """The courses behind a number, by the citizens' names, 50 a page; `Choice` says what the address may ask for."""
    user, today = request.user, timezone.localdate()
    require(user, Can.SEE_CASELOAD)
    unit, choice = read_unit(user, today), Choice.read(request.GET)
    found = choice.among(unit)
    shown, after = page_of(found, user, request.GET.get("efter", ""))
    citizens = citizens_by_id(user, [course.citizen_id for course in shown], today)
    log_listed(citizens, detail=choice.kind.key)
    context = {
        "title": choice.kind.label,
        "words": words_of(choice, unit),
        "number": ngettext("%(number)s forløb", "%(number)s forløb", len(found)) % {"number": len(found)},
        "rows": listed(shown, citizens, unit, choice.kind),
        "form": UnitCoursesForm(unit=unit, choice=choice),
        "is_chosen": bool(choice.query),
        "more_url": f"?{urlencode({**choice.query, 'efter': after})}" if after else "",
    }
    return render(request, "cases/unit_courses.html", context)


@require_safe
def unit_late_tasks(request: HttpRequest) -> HttpResponse:
    """The unit's tasks whose day has passed, the oldest first; `?medarbejder=` shows one person's."""
    user, today = request.user, timezone.localdate()
    require(user, Can.SEE_CASELOAD)
    worker = Choice.read(request.GET).worker
    found = late_tasks(user, today)
    if worker:
        found = found.filter(owner_id=UUID(worker)) if worker != NONE else found.none()
    if (key := read_key(request.GET.get("efter", ""))) is not None:
        found = found.filter(Q(due_on__gt=key[0]) | Q(due_on=key[0], pk__gt=key[1]))
    rows = task_rows(found, PAGE + 1)
    after = rows[PAGE - 1].key if len(rows) > PAGE else ""
    labels = citizens_for(user, [row.citizen_id for row in rows[:PAGE] if row.citizen_id])
    log_listed(labels)
    context = {
        "lines": lines(rows[:PAGE], lambda pk: labels.get(pk, ""), today, owner=True),
        "words": rows[0].owner if worker and rows else "",
        "is_chosen": bool(worker),
        "back": request.get_full_path(),
        "more_url": f"?{urlencode({'medarbejder': worker, 'efter': after})}" if after else "",
    }
    return render(request, "cases/unit_late_tasks.html", context)
