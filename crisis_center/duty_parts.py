"""Parts of the stay's page for the centre's people alone: the room, checks, notes, needs, the steps of the stay."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from crisis_center.care_parts import url, works_on
from crisis_center.checks import seen_words
from crisis_center.models import Need, Stay
from crisis_center.notes import note_of
from crisis_center.stay_facts import StayFact, StayFacts
from crisis_center.stay_parts import StayPart, register_stay_part
from crisis_center.stay_steps import stay_steps


def duty(stay: Stay, facts: StayFacts, user: User) -> dict[str, Any] | None:
    """Where in the house, when last seen, whether to watch tonight."""
    if not stay.at_centre or not stay.is_going:
        return None
    room, check, watch = (facts.of(kind, stay.pk) for kind in ("room", "check", "watch"))
    return {
        "room": room[0].text if room else "",
        "last_check": seen_words(check[-1].at) if check else "",
        "checked_by": check[-1].who if check else "",
        "words": check[-1].text if check else "",
        "watched": bool(watch),
        "why": watch[0].text if watch else "",
        "may_work": works_on(stay, user),
    }


def notes(stay: Stay, facts: StayFacts, user: User) -> dict[str, Any] | None:
    if not stay.at_centre:
        return None
    lines = [note_of(row) for row in reversed(facts.of("note", stay.pk))]
    return {
        "lines": lines,
        "new_url": url("note_new", stay.pk) if works_on(stay, user) else "",
        "all_url": url("notes", stay.pk),
    }


def needs(stay: Stay, facts: StayFacts, user: User) -> dict[str, Any] | None:
    if not stay.at_centre:
        return None
    rows = facts.of("need", stay.pk)
    works = works_on(stay, user)
    return {
        "open": [_need(row) for row in rows if row.day_to is None],
        "closed": [_need(row) for row in rows if row.day_to],
        "may_work": works,
        "new_url": url("need_new", stay.pk) if works else "",
    }


def _need(row: StayFact) -> dict[str, Any]:
    area, _colon, wish = (row.code or ":").partition(":")
    return {
        "area": str(Need.Area(area).label),
        "doing": row.text,
        "wish": str(Need.Wish(wish).label),
        "settle_url": url("need_settle", row.id),
    }


def steps(stay: Stay, facts: StayFacts, user: User) -> dict[str, Any] | None:
    return {"steps": stay_steps(stay, facts)} if stay.at_centre else None


register_stay_part(StayPart("duty", "crisis_center/part_duty.html", "main", 10, duty))
register_stay_part(StayPart("notes", "crisis_center/part_notes.html", "main", 30, notes))
register_stay_part(StayPart("needs", "crisis_center/part_needs.html", "main", 40, needs))
register_stay_part(StayPart("steps", "crisis_center/part_steps.html", "aside", 10, steps))
