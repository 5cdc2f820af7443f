"""The pages of the homecoming, ready for their templates. No query: all from the facts of the citizen."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.dates import short_day
from cases.facts import Fact, facts_of
from cases.models import Case, Citizen
from crisis_center.home_facts import AGREED, NO, READY, YES
from crisis_center.homecomings import FollowUp, Homecoming, found_words
from crisis_center.models import Readiness, Stay


def homecoming_page(stay: Stay, come: Homecoming) -> dict[str, Any]:
    today, citizen = timezone.localdate(), stay.case.citizen
    return {
        "stay": stay,
        "citizen": citizen,
        "lead": _("%(centre)s · %(how)s, %(day)s") % {
            "centre": come.stay.place, "how": come.how, "day": short_day(come.left_on),
        },
        "to": come.stay.text or "",
        "follow_ups": [follow_up_line(one, today) for one in come.follow_ups],
        "declined": come.declined,
        "is_over": come.next_one is None,
        "unready": unready_of(citizen, stay.pk),
        "agreements": agreement_lines(citizen, stay.case_id),
        "decline_url": "" if come.next_one is None else reverse("crisis_center:homecoming_decline", args=[stay.pk]),
    }  # fmt: skip


def follow_up_line(one: FollowUp, today: date) -> dict[str, Any]:
    words, tone = one.standing(today)
    return {
        "title": one.title,
        "words": words,
        "tone": tone,
        "icon": "check" if one.is_done else "clock" if one.is_open else "skip",
        "found": [(found_words(row), reverse("crisis_center:homecoming_remove", args=[row.id])) for row in one.rows],
        "url": one.url,
        "is_open": one.is_open,
        "is_due": one.is_open and one.due_on <= today,
    }


def unready_of(citizen: Citizen, stay_id: UUID) -> list[str]:
    """What was agreed for the homecoming and is not in place."""
    rows = [row for row in facts_of(citizen).of(READY) if row.who_id == stay_id and not row.code]
    return [row.text or str(Readiness.Area(row.key or "").label) for row in rows]


def agreement_lines(citizen: Citizen, case_id: UUID) -> list[dict[str, Any]]:
    rows = [row for row in facts_of(citizen).of(AGREED) if row.case_id == case_id]
    return [_agreement(row) for row in sorted(rows, key=lambda row: (row.began, row.id), reverse=True)]


def _agreement(row: Fact) -> dict[str, Any]:
    parts = [
        _("fra %(day)s") % {"day": short_day(row.day)} if row.day else "",
        _("mentor: %(role)s") % {"role": row.more} if row.more else "",
        _("lavet sammen med borgeren") if row.key == YES else _("lavet uden borgeren"),
    ]
    kept = {YES: _("Holdt, %(day)s"), NO: _("Blev ikke holdt, %(day)s")}.get(row.code or "", "")
    return {
        "title": f"{row.place}: {row.text}",
        "meta": " · ".join(part for part in parts if part),
        "kept": kept % {"day": short_day(row.day_to)} if kept and row.day_to else "",
        "url": reverse("crisis_center:agreement_kept", args=[row.id]),
    }


def course_url(case: Case) -> str:
    return reverse("cases:case", args=[case.pk])
