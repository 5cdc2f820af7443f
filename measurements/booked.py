"""The list of booked amounts."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from accounts.models import User
from measurements.activities import Activity
from measurements.models import BookedAmount

PAGE = 50


def booked_lines(user: User, after: str, limit: int) -> tuple[list[dict[str, Any]], str]:
    """(lines, address of the next page or ""). One query."""
    rows = BookedAmount.objects.visible_to(user).order_by("-booked_on", "-pk")
    if key := _key(after):
        day, pk = key
        rows = rows.filter(Q(booked_on__lt=day) | Q(booked_on=day, pk__lt=pk))
    columns = ("pk", "booked_on", "amount", "text", "activity", "booked_by__name")
    found = list(rows.values_list(*columns)[: limit + 1])
    more = ""
    if len(found) > limit:
        found = found[:limit]
        more = f"?{urlencode({'efter': f'{found[-1][1].isoformat()}_{found[-1][0]}'})}"
    return [_line(*row) for row in found], more


def _line(pk: UUID, day: date, amount: Any, text: str, activity: str, who: str) -> dict[str, Any]:
    words = _("%(number)s kr.") % {"number": number_format(amount, 2, force_grouping=True)}
    return {
        "title": f"{text}: {words}",
        "meta": " · ".join((date_format(day, "DATE_FORMAT"), str(Activity(activity).label), who)),
        "url": reverse("measurements:booked_edit", args=[pk]),
    }


def _key(text: str) -> tuple[date, UUID] | None:
    day, _dash, pk = text.partition("_")
    try:
        return date.fromisoformat(day), UUID(pk)
    except ValueError:
        return None
