"""*Min dag*: what a worker needs at nine o'clock."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import require
from accounts.policy import Can, may
from audit.access import log_listed
from cases.agenda import lines, my_tasks
from cases.caseload import citizens_by_id, my_citizens, my_courses
from cases.clocks import clock_row, my_clocks
from cases.covering import stand_in_of
from cases.dates import long_day
from cases.journal import number_for_journal
from cases.panels import Page, load_panels
from cases.rhythm import Rhythms
from cases.waiting import read_waiting, waiting_lines

#: Citizens and tasks on the page; who has more sees them on *Borgere* and *Opgaver*.
LIMIT = 50
CLOCKS = 20


@require_safe
def my_day(request: HttpRequest) -> HttpResponse:
    """Today's agreements, what is overdue, clocks that run, and one's citizens by what needs attention."""
    user, today = request.user, timezone.localdate()
    require(user, Can.LOG_CONTACT)
    courses = my_courses(user, LIMIT)
    stand_in = stand_in_of((row.covers[0], row.citizen_id) for row in courses if row.covers)
    rows = my_tasks(user, stand_in, today, LIMIT)
    clocks = my_clocks(user, today, CLOCKS)
    waiting = read_waiting(user, mine=True, today=today)
    ids = {row.citizen_id for row in [*rows, *courses, *clocks, *waiting] if row.citizen_id}
    citizens = citizens_by_id(user, ids, today)
    log_listed(citizens)
    mine = my_citizens(courses, citizens, Rhythms.of(user.membership.organisation), today)
    shown = lines(rows, lambda pk: citizens[pk].label if pk in citizens else "", today, owner=bool(stand_in.absent_ids))
    context = {
        "day": long_day(today),
        "today": [line for line in shown if not line.overdue],
        "overdue": [line for line in shown if line.overdue],
        "waiting": waiting_lines(waiting, {pk: row.label for pk, row in citizens.items()}, today),
        "clocks": [clock_row(clock, citizens) for clock in clocks if clock.citizen_id in citizens],
        "mine": mine,
        "is_full": len(courses) == LIMIT,
        "journal": str(number_for_journal(user)),
        "may_manage_tasks": may(user, Can.MANAGE_TASK),
        "back": reverse("cases:my_day"),
        "panels": load_panels(Page.MY_DAY, user),
    }
    return render(request, "cases/my_day.html", context)
