"""How far handovers came, by level and by partner; never by who made them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import BooleanField, QuerySet, Value, When
from django.db.models import Case as Switch
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import Handover, Other
from cases.models.warm_handover import BRIDGED
from cases.requests import FEWEST_FOR_SHARE

#: Those begun in the last year: older ones were another team's work.
PERIOD = timedelta(days=365)


@dataclass(frozen=True)
class Begun:
    """One handover as the numbers need it."""

    level: str
    partner: str | None
    other_kind: str
    begun_on: date
    confirmed_on: date | None
    arrived_on: date | None
    stable_on: date | None
    is_bridged: bool


def begun_since(user: User, since: date) -> list[Begun]:
    """The unit's. One query."""
    is_bridged = Switch(When(BRIDGED, then=Value(True)), default=Value(False), output_field=BooleanField())
    rows: QuerySet = (
        Handover.objects.visible_to(user)
        .filter(citizen__unit_id=user.membership.unit_id, begun_on__gte=since)
        .annotate(is_bridged=is_bridged)
    )
    columns = ("level", "partner__name", "other_kind", "begun_on", "confirmed_on", "arrived_on", "stable_on")
    return [Begun(*row) for row in rows.values_list(*columns, "is_bridged")]


def by_level(rows: Sequence[Begun]) -> list[list[str]]:
    """A row for each of the three levels, and one for all where there are several."""
    lines = [_line(str(level.label), [row for row in rows if row.level == level]) for level in Handover.Level]
    return [*lines, _line(_("I alt"), rows)]


def by_partner(rows: Sequence[Begun]) -> list[list[str]]:
    """The partners with most handovers first; those to others by kind."""
    found: dict[str, list[Begun]] = {}
    for row in rows:
        found.setdefault(row.partner or str(Other(row.other_kind).label), []).append(row)
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0].casefold()))
    return [_line(name, theirs) for name, theirs in ordered]


def columns(first: str) -> list[str]:
    return [
        first,
        _("Begyndt"),
        _("Modtageren bekræftede"),
        _("Mødt op"),
        _("Stabil kontakt"),
        _("Brobygget"),
        _("Dage til stabil kontakt, median"),
    ]


def _line(name: str, rows: Sequence[Begun]) -> list[str]:
    days = [(row.stable_on - row.begun_on).days for row in rows if row.stable_on]
    total = len(rows)
    counts = (
        _number(row.confirmed_on for row in rows),
        _number(row.arrived_on for row in rows),
        _number(row.stable_on for row in rows),
        _number(row.is_bridged for row in rows),
    )
    shown = [_share(count, total) for count in counts]
    return [name, str(total), *shown, _median(days)]


def _median(days: Sequence[int]) -> str:
    """ "37,5 (N = 4)": few as they are, for a median is nobody's own number."""
    if not days:
        return "–"
    middle = median(days)
    words = number_format(middle, decimal_pos=0 if middle == int(middle) else 1)
    return _("%(days)s (N = %(number)s)") % {"days": words, "number": len(days)}


def _number(facts: Iterable[object]) -> int:
    return sum(1 for fact in facts if fact)


def _share(count: int, total: int) -> str:
    """ "7 (70 %)"; no percentage of a handful."""
    if total < FEWEST_FOR_SHARE:
        return str(count)
    return _("%(count)s (%(share)s %%)") % {"count": count, "share": round(100 * count / total)}
