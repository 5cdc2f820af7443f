"""*Kalender*: a week or a day of tasks and agreements, of oneself, a colleague, the team or the unit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import require
from accounts.models import User
from accounts.policy import Can
from audit.access import log_listed
from cases.access import citizens_for
from cases.calendar import LIMIT, Day, away_between, days_of, monday_of, rows_between, week_key, week_words
from cases.covering import standing_in
from cases.dates import YEARS, long_day
from cases.models import Task
from cases.workers import mates_of, workers_of


@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """`?uge=2026-W48`, else this one; `?hvem=` mig, team, enhed or a colleague of the unit."""
    require(request.user, Can.MANAGE_TASK)
    today = timezone.localdate()
    monday = _believable(monday_of(request.GET.get("uge", ""), today), today)
    context = _load(request, monday, 7, today)
    context |= {
        "title": week_words(monday),
        "earlier_url": _address("cases:week", uge=week_key(monday - timedelta(days=7)), hvem=context["whose"]),
        "later_url": _address("cases:week", uge=week_key(monday + timedelta(days=7)), hvem=context["whose"]),
        "now_url": _address("cases:week", hvem=context["whose"]),
        "is_now": monday <= today < monday + timedelta(days=7),
        "kept": {"uge": week_key(monday)},
        "other_url": _address("cases:day", dag=max(monday, today).isoformat(), hvem=context["whose"]),
    }
    return render(request, "cases/calendar_week.html", context)


@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """`?dag=2026-11-24`, else today; `?hvem=` as for the week."""
    require(request.user, Can.MANAGE_TASK)
    today = timezone.localdate()
    on = _believable(_day_in(request.GET.get("dag", ""), today), today)
    context = _load(request, on, 1, today)
    context |= {
        "title": long_day(on),
        "earlier_url": _address("cases:day", dag=(on - timedelta(days=1)).isoformat(), hvem=context["whose"]),
        "later_url": _address("cases:day", dag=(on + timedelta(days=1)).isoformat(), hvem=context["whose"]),
        "now_url": _address("cases:day", hvem=context["whose"]),
        "is_now": on == today,
        "kept": {"dag": on.isoformat()},
        "other_url": _address("cases:week", uge=week_key(on), hvem=context["whose"]),
    }
    return render(request, "cases/calendar_day.html", context)


def _load(request: HttpRequest, first: date, number: int, today: date) -> dict[str, Any]:
    """What both pages show: the days, whose they are, and among whom one may choose."""
    user = request.user
    people = list(workers_of(user.membership.unit_id).values_list("pk", "name"))
    whose = _whose(user, request.GET.get("hvem", ""), dict(people))
    last = first + timedelta(days=number - 1)
    rows = rows_between(_tasks(user, whose), first, last, today)
    labels = citizens_for(user, list({row.citizen_id for row in rows if row.citizen_id}))
    log_listed(labels)
    away = away_between(user, first, last)
    days: list[Day] = days_of(
        rows, first, number, today,
        label=lambda pk: labels.get(pk, ""), away=away, whose=whose, owner=whose in ("team", "enhed"),
    )  # fmt: skip
    return {
        "days": days,
        "whose": whose,
        "choices": [(key, label, key == whose) for key, label in _choices(user, people)],
        "is_full": len(rows) == LIMIT,
        "is_empty": not rows,
    }


def _whose(user: User, wanted: str, people: dict[UUID, str]) -> str:
    """mig, team, enhed, or the id of a colleague who works in the unit."""
    if wanted == "enhed" or (wanted == "team" and user.membership.team_id):
        return wanted
    try:
        worker = UUID(wanted)
    except ValueError:
        return "mig"
    return str(worker) if worker in people and worker != user.pk else "mig"


def _tasks(user: User, whose: str) -> QuerySet:
    found = Task.objects.visible_to(user)
    if whose == "enhed":
        return found.filter(unit_id=user.membership.unit_id)
    if whose == "team":
        return found.filter(owner__in=mates_of(user))
    if whose == "mig":
        return found.filter(standing_in(user.pk, timezone.localdate()).tasks_q(user.pk))
    return found.filter(owner=whose)


def _choices(user: User, people: list[tuple[UUID, str]]) -> list[tuple[str, str]]:
    groups = [("mig", _("Mig")), ("enhed", _("Hele enheden"))]
    if user.membership.team_id:
        groups.insert(1, ("team", _("Teamet")))
    return [*groups, *((str(pk), name) for pk, name in people if pk != user.pk)]


def _address(name: str, **query: str) -> str:
    return f"{reverse(name)}?{urlencode(query)}"


def _day_in(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today


def _believable(day: date, today: date) -> date:
    """At the ends of the calendar there is no week before or after."""
    return day if day.year in YEARS else today
