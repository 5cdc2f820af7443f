"""The leader's view: stays in numbers, and the rows behind each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
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
from cases.dates import short_day
from crisis_center.models import Centre
from crisis_center.models.referral import refusal_label
from crisis_center.numbers import (
    HalfYear,
    Measure,
    Refusal,
    StayRow,
    measures,
    number_words,
    refusals,
    rows_of,
    stay_rows,
)

REFUSED = "afslag"


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """`?halvaar=2026-2`; a column for each home municipality, and one for all where there are several."""
    user = request.user
    require(user, Can.DECIDE_STAY)
    half = HalfYear.read(request.GET.get("halvaar", ""), timezone.localdate())
    rows, refused = stay_rows(user, half), refusals(user, half)
    homes = dict(sorted({(row.home_id, row.home) for row in [*rows, *refused]}, key=lambda one: one[1]))
    columns: list[tuple[Any, str]] = [(None, _("Alle")), *homes.items()] if len(homes) > 1 else [(None, _("Ophold"))]
    lines = [[one.label, *(_cell(one, half, home, _of(rows, home)) for home, _name in columns)] for one in _asked(user)]
    lines.append([_("Henvendelser, der fik nej"), *(_no(half, home, _of(refused, home)) for home, _name in columns)])
    lines += [
        [
            refusal_label(reason),
            *(_no(half, home, _because(_of(refused, home), reason), reason) for home, _name in columns),
        ]
        for reason in sorted({reason for row in refused for reason in row.reasons})
    ]
    now = HalfYear.read("", timezone.localdate())
    context = {
        "columns": [_("Tal"), *(name for _home, name in columns)],
        "rows": lines,
        "half": half.title,
        "nothing": not (rows or refused),
        "tabs": [
            {"label": one.title, "url": f"?halvaar={one}", "current": one == half}
            for one in (now, now.before, now.before.before)
        ],
    }
    return render(request, "crisis_center/numbers.html", context)


@require_safe
def number_rows(request: HttpRequest) -> HttpResponse:
    """`?tal=…&halvaar=…&kommune=…`: as many rows as the number says."""
    user = request.user
    require(user, Can.DECIDE_STAY)
    half = HalfYear.read(request.GET.get("halvaar", ""), timezone.localdate())
    key, home = request.GET.get("tal", ""), request.GET.get("kommune", "")
    chosen = next((one for one in _asked(user) if one.key == key), None)
    found: list[Any]
    if chosen:
        found = rows_of(chosen, _of(stay_rows(user, half), home))
    elif key == REFUSED:
        found = _because(_of(refusals(user, half), home), request.GET.get("grund", ""))
    else:
        raise Http404
    labels = citizens_for(user, [row.citizen_id for row in found])
    log_listed({row.citizen_id for row in found})
    context = {
        "heading": chosen.label if chosen else _("Henvendelser, der fik nej"),
        "half": half.title,
        "back_url": f"{reverse('crisis_center:numbers')}?halvaar={half}",
        "lines": [_line(row, chosen, labels.get(row.citizen_id, row.called)) for row in found],
    }
    return render(request, "crisis_center/number_rows.html", context)


def _asked(user: User) -> list[Measure]:
    """A centre is told nothing of what home found afterwards."""
    membership = user.membership
    at_centre = bool(membership and Centre.objects.filter(unit_id=membership.unit_id).exists())
    return [one for one in measures() if not (one.at_home and at_centre)]


def _of(rows: Iterable[Any], home: Any) -> list[Any]:
    return [row for row in rows if not home or str(row.home_id) == str(home)]


def _cell(measure: Measure, half: HalfYear, home: Any, rows: list[StayRow]) -> Any:
    words = number_words(measure, rows)
    return (words, _rows_url(measure.key, half, home)) if rows_of(measure, rows) else words


def _because(rows: list[Refusal], reason: str) -> list[Refusal]:
    """Those refused for the reason; all where none is named."""
    return [row for row in rows if not reason or reason in row.reasons]


def _no(half: HalfYear, home: Any, rows: list[Refusal], reason: str = "") -> Any:
    return (str(len(rows)), _rows_url(REFUSED, half, home, reason)) if rows else "0"


def _rows_url(key: str, half: HalfYear, home: Any, reason: str = "") -> str:
    asked = {"tal": key, "halvaar": str(half), "kommune": str(home or ""), "grund": reason}
    return (
        f"{reverse('crisis_center:number_rows')}?{urlencode({name: value for name, value in asked.items() if value})}"
    )


def _line(row: Any, measure: Measure | None, called: str) -> dict[str, str]:
    if isinstance(row, Refusal):
        day = short_day(timezone.localdate(row.asked_at))
        return {"title": called, "url": "", "meta": f"{row.home} · {day} · {row.words}"}
    arrived = short_day(timezone.localdate(row.arrived_at))
    left = _("til %(day)s") % {"day": short_day(row.left_on)} if row.left_on else _("er der endnu")
    value = f"{round(measure.value(row))} {measure.unit}" if measure and measure.value else ""
    parts = [row.home, _("fra %(day)s") % {"day": arrived}, left, value]
    return {
        "title": called,
        "url": reverse("crisis_center:stay", args=[row.id]),
        "meta": " · ".join(part for part in parts if part),
    }
