"""On the course's page: whether the nine questions are answered, asked as soon as the motivation work has ended."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.course_page import course_of
from cases.course_parts import CoursePart, register_course_part
from cases.dates import short_day
from cases.models import Case
from cases.panels import Column
from measurements.models.technique import TECHNIQUES
from measurements.motivation_ended import motivation_ended_at
from measurements.technique_facts import answered_of
from outreach.pathway import OUTREACH


def technique_part(user: User, case: Case, may_work: bool) -> dict[str, Any] | None:
    """Also on a closed course, where `may_work` is False: it is then that one is asked."""
    answered = answered_of(case)
    ended = motivation_ended_at(course_of(case))
    if not (answered or ended):
        return None
    all_of_them = len(TECHNIQUES)
    words = meta = ""
    if answered:
        words = _("%(number)s af %(all)s besvaret") % {"number": answered.number, "all": all_of_them}
        day = short_day(answered.on) if answered.on else ""
        meta = ", ".join(part for part in (day, answered.who) if part)
    elif ended:
        words = _("Motivationsarbejdet sluttede %(day)s") % {"day": short_day(timezone.localdate(ended))}
    return {
        "answered": answered,
        "missing": all_of_them - answered.number if answered else all_of_them,
        "words": words,
        "meta": meta,
        "left_open": answered.left_open if answered else "",
        "url": reverse("measurements:technique_use", args=[case.pk]) if may(user, Can.WORK_PATHWAY) else "",
    }


register_course_part(
    CoursePart("techniques", OUTREACH.key, 60, "measurements/technique_part.html", technique_part, Column.ASIDE)
)
