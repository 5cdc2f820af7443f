"""What a stay still lacks: a few things that somebody must not forget, in words, with the way to settle each.

A noun registers its gap; the board and the stay's page know none of them by name. A gap asks the database nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.dates import short_day
from crisis_center.models import Stay
from crisis_center.stay_facts import StayFacts

#: "Within the first week or two after arrival" (S4 5.3.2).
HEALTH_CHECK_WITHIN = 14
#: Where no end is agreed yet, the midway meeting is asked for from this day on.
MIDWAY_WITHOUT_END = 14


@dataclass(frozen=True)
class Gap:
    """`url`: where it is settled."""

    words: str
    url: str


#: `gap(stay, facts, today)`: None where nothing is missing.
Finder = Callable[[Stay, StayFacts, date], Gap | None]
_finders: dict[str, Finder] = {}
#: The kinds of facts that finders read.
GAP_KINDS = {"delegation", "health_check", "step"}


def register_stay_gap(key: str, find: Finder, *kinds: str) -> None:
    """`kinds`: facts the finder reads, so that the board loads them. A key that is registered again is replaced."""
    _finders[key] = find
    GAP_KINDS.update(kinds)


def gaps_of(stay: Stay, facts: StayFacts, today: date) -> list[Gap]:
    if not stay.is_going:
        return []
    return [gap for find in _finders.values() if (gap := find(stay, facts, today))]


def not_informed(stay: Stay, facts: StayFacts, today: date) -> Gap | None:
    """SEL § 110: within three weekdays (domain 11, L-09)."""
    if stay.informed_at or stay.inform_by is None:
        return None
    words = _("Hjemkommunen skal underrettes senest %(day)s") if today <= stay.inform_by else _(
        "Hjemkommunen skulle være underrettet %(day)s"
    )  # fmt: skip
    return Gap(words % {"day": short_day(stay.inform_by)}, reverse("crisis_center:inform", args=[stay.pk]))


def no_delegation(stay: Stay, facts: StayFacts, today: date) -> Gap | None:
    rows = facts.of("delegation", stay.pk)
    given = [row for row in rows if row.text]
    if any(row.day_to is None or row.day_to >= today for row in given):
        return None
    asked = [row for row in rows if not row.text]
    if asked:
        last = asked[-1]
        words = _("Medicinsk delegation: spurgt %(day)s, ikke givet") % {"day": short_day(last.day or today)}
        return Gap(words, reverse("crisis_center:delegation", args=[last.id]))
    words = _("Medicinsk delegation er udløbet") if given else _("Medicinsk delegation mangler")
    return Gap(words, reverse("crisis_center:delegation_new", args=[stay.pk]))


def no_health_check(stay: Stay, facts: StayFacts, today: date) -> Gap | None:
    is_time = today > timezone.localdate(stay.arrived_at) + timedelta(days=HEALTH_CHECK_WITHIN)
    if not is_time or facts.of("health_check", stay.pk) or _was_taken("crisis_stay.health_check", stay, facts):
        return None
    return Gap(_("Bredere sundhedstjek mangler"), reverse("crisis_center:health_check_new", args=[stay.pk]))


def no_midway(stay: Stay, facts: StayFacts, today: date) -> Gap | None:
    """From a week before half of the stay is over; what was planned and not held asks again."""
    met = any(row.day_to is None for row in facts.of("midway", stay.pk))
    if today < midway_from(stay) or met or _was_taken("crisis_stay.midway", stay, facts):
        return None
    return Gap(_("Midtvejsmødet er ikke planlagt"), reverse("crisis_center:midway", args=[stay.pk]))


def midway_from(stay: Stay) -> date:
    arrived = timezone.localdate(stay.arrived_at)
    if stay.expected_until is None:
        return arrived + timedelta(days=MIDWAY_WITHOUT_END)
    return max(arrived, arrived + (stay.expected_until - arrived) // 2 - timedelta(days=7))


def _was_taken(step: str, stay: Stay, facts: StayFacts) -> bool:
    """Begun or left out on purpose."""
    return any(row.code == step for row in facts.of("step", stay.pk))


register_stay_gap("informed", not_informed)
register_stay_gap("delegation", no_delegation)
register_stay_gap("health_check", no_health_check)
register_stay_gap("midway", no_midway, "midway")
