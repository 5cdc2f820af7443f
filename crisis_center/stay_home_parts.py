"""What the future plan, the midway meeting, the readiness and the end of a stay add to its page. No query."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import near_day, short_day
from crisis_center.midways import held_midway, midway_is_missing, midway_words, planned_midway
from crisis_center.models import FutureEntry, Readiness, Stay
from crisis_center.readiness_page import missing_in
from crisis_center.shared_facts import DISCHARGE, FUTURE, HARD, READY
from crisis_center.stay_facts import StayFact, StayFacts
from crisis_center.stay_parts import StayPart, register_stay_part

#: Wishes and agreements on the stay's page; their own pages have them all.
SHOWN = 5


def future_part(stay: Stay, facts: StayFacts, user: User) -> dict[str, Any] | None:
    newest = facts.of(FUTURE)[::-1]
    return {
        "lines": [(str(FutureEntry.Theme(row.code or "").label), row.text) for row in newest[:SHOWN]],
        "url": reverse("crisis_center:future", args=[stay.pk]) if may(user, Can.WORK_PATHWAY) else "",
        "read_url": reverse("crisis_center:future_read", args=[stay.pk]),
        "label": _("Skriv mere") if newest else _("Begynd fremtidsplanen"),
    }


def midway_part(stay: Stay, facts: StayFacts, user: User) -> dict[str, Any] | None:
    today, planned = timezone.localdate(), planned_midway(facts)
    works = may(user, Can.WORK_PATHWAY)
    return {
        "words": midway_words(stay, facts, today),
        "missing": midway_is_missing(stay, facts, today),
        "url": reverse("crisis_center:midway", args=[stay.pk]),
        "plan_url": reverse("crisis_center:midway_plan", args=[stay.pk])
        if works and stay.is_going and not planned and not held_midway(facts)
        else "",
        "held_url": reverse("crisis_center:midway_held", args=[stay.pk]) if works and planned else "",
    }


def ready_part(stay: Stay, facts: StayFacts, user: User) -> dict[str, Any] | None:
    today = timezone.localdate()
    going_on = [row for row in facts.of(READY) if (row.more or "").endswith("|")]
    return {
        "lines": [_ready(row, today) for row in sorted(going_on, key=lambda row: (row.day or today, row.id))],
        "missing": [label for _key, label in missing_in(facts)],
        "url": reverse("crisis_center:readiness", args=[stay.pk]) if may(user, Can.WORK_PATHWAY) else "",
    }


def _ready(row: StayFact, today: Any) -> tuple[str, str]:
    side = str(Readiness.Side((row.more or "").split("|")[0]).label)
    due = _("senest %(day)s") % {"day": near_day(row.day, today)} if row.day else ""
    what = row.text or str(Readiness.Area(row.code or "").label)
    return what, " · ".join(part for part in (side, row.who or "", due) if part)


def leaving_part(stay: Stay, facts: StayFacts, user: User) -> dict[str, Any] | None:
    """What one may do about the end of the stay, and the plan for hard times."""
    hard, works = facts.of(HARD), may(user, Can.WORK_PATHWAY)
    decides = works and not stay.at_centre and not stay.centre.leader_decides and may(user, Can.DECIDE_STAY)
    return {
        "hard": (hard[-1].text or "", hard[-1].more or "") if hard else None,
        "hard_url": reverse("crisis_center:hard_times", args=[stay.pk]) if works else "",
        "until_url": reverse("crisis_center:expect_until", args=[stay.pk]) if works and stay.is_going else "",
        "leave_url": reverse("crisis_center:leave", args=[stay.pk])
        if works and stay.is_going and stay.at_centre
        else "",
        "decide_url": reverse("crisis_center:municipal_discharge", args=[stay.pk])
        if decides and stay.is_going and not facts.of(DISCHARGE)
        else "",
    }


def ended_part(stay: Stay, facts: StayFacts, user: User) -> dict[str, Any] | None:
    """On top: the municipality's decision, an end that can be taken back today, and the way home."""
    decided, works = facts.of(DISCHARGE), may(user, Can.WORK_PATHWAY)
    today = timezone.localdate()
    ended_today = stay.left_at is not None and timezone.localdate(stay.left_at) == today
    reopen = stay.at_centre and works and ended_today
    come_home = not stay.at_centre and stay.left_at is not None and works
    if not ((decided and stay.is_going) or reopen or come_home):
        return None
    words = ""
    if decided and stay.is_going and decided[-1].at:
        day = short_day(timezone.localdate(decided[-1].at))
        words = _("Kommunen har afgjort %(day)s, at opholdet slutter.") % {"day": day}
    return {
        "decided": words,
        "reason": decided[-1].text if decided else "",
        "reopen_url": reverse("crisis_center:reopen_stay", args=[stay.pk]) if reopen else "",
        "home_url": reverse("crisis_center:homecoming", args=[stay.pk]) if come_home else "",
        "to": stay.left_to,
        "because": stay.left_because,
    }


register_stay_part(StayPart("ended", "crisis_center/ended_part.html", "top", 30, ended_part))
register_stay_part(StayPart("midway", "crisis_center/midway_part.html", "main", 60, midway_part))
register_stay_part(StayPart("readiness", "crisis_center/readiness_part.html", "main", 62, ready_part))
register_stay_part(StayPart("future", "crisis_center/future_part.html", "main", 64, future_part))
register_stay_part(StayPart("leaving", "crisis_center/leaving_part.html", "aside", 80, leaving_part))
