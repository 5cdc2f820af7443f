"""The support readiness, point by point, and what of it is not in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.dates import near_day, short_day
from crisis_center.models import Readiness
from crisis_center.shared_facts import HARD, READY
from crisis_center.stay_facts import StayFacts


class _Row(Protocol):
    area: str
    outcome: str


def readiness_page(rows: list[Readiness], today: date) -> dict[str, Any]:
    """`points`: each point of the list with its lines, also those about which nothing is agreed."""
    points = [
        {"label": label, "lines": [_line(row, today) for row in rows if row.area == key], "add_url": f"?emne={key}#nyt"}
        for key, label in Readiness.Area.choices
    ]
    return {
        "points": [point for point in points if point["lines"] or not str(point["add_url"]).startswith("?emne=other")],
        "missing": [label for _key, label in missing_points({row.area: _all_settled(rows, row.area) for row in rows})],
    }


def _all_settled(rows: Iterable[_Row], area: str) -> bool:
    return all(row.outcome for row in rows if row.area == area)


def missing_points(settled: Mapping[str, bool]) -> list[tuple[str, str]]:
    """(key, label) of the points of the list of which something is open or nothing was said."""
    return [
        (key, str(label)) for key, label in Readiness.Area.choices if not settled.get(key, key == Readiness.Area.OTHER)
    ]


def missing_in(facts: StayFacts) -> list[tuple[str, str]]:
    """As `missing_points`, of what a stay's facts say."""
    # Words for hard times are that plan.
    settled: dict[str, bool] = {Readiness.Area.RELAPSE.value: True} if facts.of(HARD) else {}
    for row in facts.of(READY):
        settled[row.code or ""] = settled.get(row.code or "", True) and not (row.more or "").endswith("|")
    return missing_points(settled)


def _line(row: Readiness, today: date) -> dict[str, Any]:
    who = f"{row.get_side_display()}, {row.who}" if row.who else str(row.get_side_display())
    due = _("senest %(day)s") % {"day": near_day(row.due_on, today)} if row.due_on and not row.settled_at else ""
    return {
        "title": str(row),
        "meta": " · ".join(part for part in (who, due) if part),
        "done": _done(row),
        "is_due": bool(row.due_on and row.due_on <= today and not row.settled_at),
        "settle_url": reverse("crisis_center:readiness_settle", args=[row.pk]),
    }


def _done(row: Readiness) -> str:
    if row.settled_at is None:
        return ""
    return _("%(outcome)s, %(day)s") % {
        "outcome": row.get_outcome_display(),
        "day": short_day(timezone.localdate(row.settled_at)),
    }
