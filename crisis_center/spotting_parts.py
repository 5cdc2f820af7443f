"""What comes before a stay, on the course's page: who said so, and the screening. From the facts the page has."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from cases.course_parts import CoursePart, register_course_part
from cases.dates import short_day
from cases.facts import Fact
from cases.models import Case
from cases.panels import Column
from crisis_center.actions.screening import SCREENING
from crisis_center.models import Screening
from crisis_center.pathway import CRISIS
from crisis_center.spotting_facts import (
    concluded_words,
    conclusion_words,
    screenings_of,
    spottings_of,
    urgency_words,
)

#: So much of a concern tells which it was.
EXCERPT = 140


def spottings_part(user: User, case: Case, may_work: bool) -> dict[str, Any] | None:
    rows = spottings_of(case)
    return {"lines": [_spotted(row) for row in rows]} if rows else None


def _spotted(row: Fact) -> dict[str, Any]:
    told = {"who": row.key, "day": short_day(timezone.localdate(row.began))}
    taken = {"who": row.who, "day": short_day(timezone.localdate(row.ended))}
    return {
        "title": Truncator(row.more or "").chars(EXCERPT),
        "url": reverse("crisis_center:spotting", args=[row.id]),
        "meta": " · ".join(
            [urgency_words(row), _("sagt til %(day)s af %(who)s") % told, _("overtaget %(day)s af %(who)s") % taken]
        ),
    }


def screening_part(user: User, case: Case, may_work: bool) -> dict[str, Any] | None:
    """The newest in a word, the earlier ones folded; and the way into the form."""
    rows = screenings_of(case)
    if not (rows or may_work):
        return None
    newest = rows[0] if rows else None
    is_referring = newest is not None and newest.code == Screening.Conclusion.REFER
    return {
        "words": conclusion_words(newest) if newest else "",
        "meta": concluded_words(newest) if newest else "",
        "reason": newest.text if newest else "",
        "acute": newest is not None and newest.key == Screening.Answer.YES,
        "earlier": [{"words": conclusion_words(row), "meta": concluded_words(row)} for row in rows[1:]],
        "url": reverse("crisis_center:screening", args=[case.pk]),
        "label": screening_label(newest) if may_work else _("Se screeningen"),
        "refer_url": refer_url(case) if may_work and is_referring else "",
    }


def step_part(user: User, case: Case, may_work: bool) -> dict[str, Any] | None:
    """On the step itself: the way into the form."""
    return screening_part(user, case, may_work) if may_work else None


def screening_label(newest: Fact | None) -> str:
    if newest and newest.ended is None:
        return _("Skriv videre på screeningen")
    return _("Screen igen") if newest else _("Begynd screeningen")


def refer_url(case: Case) -> str:
    """Where the centre is asked."""
    return reverse("crisis_center:refer", kwargs={"case_id": case.pk})


register_course_part(
    CoursePart("begin_screening", CRISIS.key, 10, "crisis_center/screening_begin.html", step_part, steps=(SCREENING,))
)
register_course_part(
    CoursePart("screening", CRISIS.key, 10, "crisis_center/screening_part.html", screening_part, Column.ASIDE)
)
register_course_part(
    CoursePart("spottings", CRISIS.key, 11, "crisis_center/spottings_part.html", spottings_part, Column.ASIDE)
)
