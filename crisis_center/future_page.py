"""The future plan by theme, ready for the template."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.dates import short_day
from crisis_center.models import FutureEntry


def future_page(entries: Iterable[FutureEntry]) -> dict[str, Any]:
    """`themes`: (label, lines) in the order of the list, only those with words; `aside`: what was put aside."""
    rows = list(entries)
    held = [row for row in rows if row.put_aside_at is None]
    themes = [(label, [_line(row) for row in held if row.theme == key]) for key, label in FutureEntry.Theme.choices]
    return {
        "themes": [(label, lines) for label, lines in themes if lines],
        "aside": [_line(row) for row in rows if row.put_aside_at],
    }


def _line(row: FutureEntry) -> dict[str, str]:
    where = _("på centret") if row.at_centre else _("derhjemme")
    return {
        "words": row.words,
        "day": short_day(row.said_on),
        "meta": _("%(day)s %(where)s · %(who)s") % {
            "day": short_day(row.said_on), "where": where, "who": row.written_by,
        },
        "theme": str(row.get_theme_display()),
        "aside_url": reverse("crisis_center:future_aside", args=[row.pk]),
    }  # fmt: skip
