"""When the midway meeting ought to be, and what of it is still missing."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.dates import near_day, short_day
from crisis_center.models import Stay
from crisis_center.shared_facts import MIDWAY
from crisis_center.stay_facts import StayFact, StayFacts

#: Where nobody has said how long the stay is to last.
WITHOUT_END = 14
#: So long before the proposed day a time should be fixed.
NOTICE = 7


def proposed_midway(stay: Stay) -> date:
    """About midway; it moves with the expected end until somebody has fixed a time (S4 5.3.2)."""
    arrived = timezone.localdate(stay.arrived_at)
    if stay.expected_until is None:
        return arrived + timedelta(days=WITHOUT_END)
    return arrived + (stay.expected_until - arrived) // 2


def planned_midway(facts: StayFacts) -> StayFact | None:
    """The one that is fixed and of which nobody has said how it went."""
    return next((row for row in facts.of(MIDWAY) if row.day is None and row.day_to is None), None)


def held_midway(facts: StayFacts) -> StayFact | None:
    """The last that was held."""
    return max((row for row in facts.of(MIDWAY) if row.day), key=lambda row: (row.day, row.id), default=None)


def midway_words(stay: Stay, facts: StayFacts, today: date) -> str:
    """Where it stands, in one line."""
    planned, held = planned_midway(facts), held_midway(facts)
    if planned and planned.at:
        day = timezone.localdate(planned.at)
        words = _("Aftalt til %(when)s") if day >= today else _("Skulle være holdt %(when)s: skriv, hvordan det gik")
        return words % {"when": near_day(day, today)}
    if held and held.day:
        return _("Holdt %(day)s") % {"day": short_day(held.day, today)}
    if not stay.is_going:
        return _("Blev ikke holdt")
    return _("Forslag: omkring %(day)s, midt i opholdet") % {"day": short_day(proposed_midway(stay), today)}


def midway_is_missing(stay: Stay, facts: StayFacts, today: date) -> bool:
    """A time ought to have been fixed, or somebody ought to say how it went."""
    planned = planned_midway(facts)
    if planned and planned.at:
        return timezone.localdate(planned.at) < today
    return stay.is_going and held_midway(facts) is None and proposed_midway(stay) <= today + timedelta(days=NOTICE)
