"""A worker's week, and the unit's hours by team."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import require
from accounts.forms.refusals import refuse
from accounts.policy import Can, may
from cases.calendar import monday_of, week_key, week_words
from measurements.actions.hours import register_week
from measurements.activities import Grade
from measurements.forms.hours import LEADING, WeekForm
from measurements.proposal import duration_words, propose, unknown_words
from measurements.quarters import Quarter
from measurements.views.cost_tabs import cost_tabs
from measurements.weeks import first_to_register, monday_before, own_weeks, registered, unit_hours

_WEEK = timedelta(weeks=1)


@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest) -> HttpResponse:
    """One's own week, `?uge=2026-W48`: registered, or proposed from what one has written. A week to come is
    this one, and one before one came to the unit the first."""
    user, today = request.user, timezone.localdate()
    require(user, Can.REGISTER_HOURS)
    membership = user.membership
    weeks = own_weeks(user, today)
    asked = request.GET.get("uge", "")
    this, begun = monday_before(today), monday_before(membership.from_on)
    monday = max(begun, min(monday_of(asked, today), this)) if asked else first_to_register(weeks, today)
    known, grade = registered(user, monday)
    proposal = propose(user, monday)
    usual = Grade.LEADER if membership.role in LEADING else Grade.EMPLOYEE
    form = WeekForm(
        request.POST or None, role=membership.role, proposal=proposal, registered=known, grade=grade or usual
    )
    if form.is_valid():
        try:
            register_week(
                unit=membership.unit,
                team=membership.team,
                monday=monday,
                quarters=form.quarters,
                grade=form.chosen_grade,
                by=user,
            )
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Ugen er registreret."))
            return redirect(f"{reverse('measurements:hours')}?uge={week_key(monday)}")
    context = {
        "form": form,
        "title": week_words(monday),
        "is_registered": known is not None,
        "proposed": duration_words(proposal.minutes.total()) if known is None and proposal.minutes else "",
        "unknown": unknown_words(proposal),
        "weeks": [week for week in weeks if week.monday != monday],
        "may_see_costs": may(user, Can.SEE_COSTS),
        **_neighbours(monday, begun, this),
    }
    return render(request, "measurements/hours.html", context)


def _neighbours(monday: date, begun: date, this: date) -> dict[str, Any]:
    """Addresses of the weeks beside this one: none before one came to the unit, none after the week that goes on."""
    address = reverse("measurements:hours")
    return {
        "earlier_url": f"{address}?uge={week_key(monday - _WEEK)}" if monday > begun else "",
        "later_url": f"{address}?uge={week_key(monday + _WEEK)}" if monday < this else "",
        "now_url": f"{address}?uge={week_key(this)}",
        "is_now": monday == this,
    }


@require_safe
def unit(request: HttpRequest) -> HttpResponse:
    """The unit's quarter, `?kvartal=2026-3`: hours by team, and how many weeks are missing; nobody by name."""
    user, today = request.user, timezone.localdate()
    require(user, Can.SEE_COSTS)
    now = Quarter.of(today)
    quarter = min(Quarter.read(request.GET.get("kvartal", ""), now), now)
    found = unit_hours(user, quarter, today)
    shown = [now, now.before, now.before.before, now.before.before.before]
    context = {
        "tabs": cost_tabs("hours"),
        "quarters": [{"label": one.title, "url": f"?kvartal={one}", "current": one == quarter} for one in shown],
        "quarter": quarter.title,
        "hours": found,
    }
    return render(request, "measurements/unit_hours.html", context)
