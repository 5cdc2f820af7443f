"""What asking adds to a course's page: each question, where it stands and whose move it is; and the way to ask."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.course_parts import CoursePart, register_course_part
from cases.dates import short_day
from cases.models import Case
from crisis_center.asked import Asked, hours_between, standing
from crisis_center.asked_facts import asked_of, fetched_of
from crisis_center.pathway import CRISIS

#: Questions before the older ones are folded away.
SHOWN = 2


def asked_part(user: User, case: Case, may_work: bool) -> dict[str, Any] | None:
    found = asked_of(case)
    if not (found or may_work):
        return None
    lines = [_line(case, asked) for asked in found]
    going = any(asked.is_open for asked in found)
    return {
        "lines": lines[:SHOWN],
        "older": lines[SHOWN:],
        "ask_url": reverse("crisis_center:refer", args=[case.pk]) if may_work and not going else "",
    }


def _line(case: Case, asked: Asked) -> dict[str, Any]:
    now = timezone.now()
    stands = standing(asked, fetched_of(case.citizen, asked.id), timezone.localdate(now))
    since = _("Spurgt %(day)s") % {"day": short_day(timezone.localdate(asked.asked_at))}
    if asked.is_open and asked.accepted is None:
        since = _("Spurgt for %(hours)s siden") % {"hours": hours_between(asked.asked_at, now)}
    return {
        "title": asked.centre,
        "url": reverse("crisis_center:referral", args=[asked.id]),
        "meta": " · ".join(part for part in (since, stands.move) if part),
        "badges": [(stands.words, stands.tone, stands.icon)],
    }


register_course_part(CoursePart("asked", CRISIS.key, 10, "crisis_center/asked_part.html", asked_part))
