"""What measurements add to an outreach course's page: those that were made, and the way to the rest."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accounts.models import User
from cases.course_parts import CoursePart, register_course_part
from cases.dates import short_day
from cases.facts import Fact
from cases.models import Case
from cases.panels import Column
from measurements.measured_facts import measured_in, state_words
from outreach.pathway import OUTREACH


def measured_part(user: User, case: Case, may_work: bool) -> dict[str, Any] | None:
    found = measured_in(case)
    if not (found or may_work):
        return None
    return {
        "lines": [_line(row, may_work) for row in found],
        "url": reverse("measurements:measured", args=[case.pk]) if may_work else "",
    }


def _line(row: Fact, may_work: bool) -> dict[str, str]:
    return {
        "title": row.text or "",
        "meta": " · ".join(part for part in (state_words(row), short_day(row.day) if row.day else "") if part),
        "url": reverse("measurements:measurement", args=[row.id]) if may_work else "",
    }


register_course_part(
    CoursePart("measured", OUTREACH.key, 60, "measurements/measured_part.html", measured_part, Column.ASIDE)
)
