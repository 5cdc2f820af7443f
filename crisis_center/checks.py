"""*Tilsyn* in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.dates import at_clock, near_day
from crisis_center.models.check import CheckQuerySet

#: So many stand on one page.
LIMIT = 50


@dataclass(frozen=True)
class CheckLine:
    """`undo`: the id to undo it with, None where it was undone."""

    when: str
    who: str
    words: str
    undo: object | None


def seen_words(at: datetime | None) -> str:
    """ "i dag kl. 9.30", "i går kl. 23.10"."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{near_day(local.date())} {at_clock(local.time())}"


def check_lines(rows: CheckQuerySet) -> list[CheckLine]:
    """The latest first. One query."""
    found = rows.select_related("noted_by", "undone_by").order_by("-seen_at", "-pk")[:LIMIT]
    return [
        CheckLine(
            seen_words(row.seen_at),
            _("fortrudt af %(who)s") % {"who": row.undone_by} if row.undone_at else str(row.noted_by),
            row.words,
            None if row.undone_at else row.pk,
        )
        for row in found
    ]
