"""The page of a course's measurements, and of one measurement, ready to show."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.dates import ago, short_day
from cases.models import Case
from measurements.development import developments, score_words
from measurements.due import ALL, Due, due_of
from measurements.models import InstrumentVersion, Measurement, Occasion, Open


def measured_page(case: Case, found: list[Measurement], known: list[InstrumentVersion], today: date) -> dict[str, Any]:
    """`due`: what the course asks for; `made`: what was answered or left; `more`: instruments to use besides."""
    due = [_due_line(case, what, on, found, today) for what, on in due_of(case, today)]
    answered = [row for row in found if row.ended_at and not row.missing]
    asked_by_course = {what.instrument for what in ALL}
    more = [one for one in known if one.is_used and one.key not in asked_by_course]
    return {
        "case": case,
        "citizen": case.citizen,
        "due": due,
        "made": [made_line(row, today) for row in found if row.ended_at],
        "begun": [made_line(row, today) for row in found if not row.ended_at and not _is_due(row, due)],
        "more": [(one.title, _begin_urls(case, one)) for one in more],
        "developments": developments(answered),
    }


def _is_due(row: Measurement, due: list[dict[str, Any]]) -> bool:
    return any(line["key"] == f"{row.instrument}-{row.occasion}" for line in due)


def _due_line(case: Case, what: Due, on: date, found: list[Measurement], today: date) -> dict[str, Any]:
    begun = next((row for row in found if (row.instrument, row.occasion) == (what.instrument, what.occasion)), None)
    address = [case.pk, what.instrument, what.occasion.value]
    return {
        "key": what.key,
        "title": str(what.words),
        "meta": _("fra %(day)s") % {"day": short_day(on, today)} if on > today else ago(on, today),
        "begun": begun is not None,
        "begin_url": reverse("measurements:begin", args=address),
        "not_made_url": reverse("measurements:not_made", args=address),
    }


def made_line(row: Measurement, today: date) -> dict[str, str]:
    words = [str(row.get_occasion_display()), short_day(row.answered_on, today)]
    if row.missing:
        why = str(Open(row.missing).label)
        words += [_("ikke lavet: %(why)s") % {"why": why[:1].lower() + why[1:]}]
    elif row.unanswered:
        words += [_("%(number)s spørgsmål står åbne") % {"number": len(row.unanswered)}]
    if score := score_words(row):
        words.append(score)
    return {"title": row.version.title, "meta": " · ".join(words), "url": row.get_absolute_url()}


def _begin_urls(case: Case, version: InstrumentVersion) -> list[tuple[str, str]]:
    return [
        (str(Occasion(one).label), reverse("measurements:begin", args=[case.pk, version.key, one]))
        for one in version.occasions
    ]


def measurement_page(row: Measurement) -> dict[str, Any]:
    """Each theme with its questions and answers, and what can be done with the measurement."""
    themes = [
        (
            theme.title,
            [(item.text, item.words(row.answers.get(item.key)) or _left_words(row, item.key)) for item in theme.items],
        )
        for theme in row.version.read
    ]
    steps = [(theme.title, reverse("measurements:theme", args=[row.pk, theme.key])) for theme in row.version.read]
    return {
        "row": row,
        "citizen": row.case.citizen,
        "themes": themes,
        "steps": steps,
        "score": score_words(row),
        "missing": Open(row.missing).label if row.missing else "",
        "may_correct": row.is_locked and not row.missing and row.replaced_at is None,
        "replaced_url": reverse("measurements:measurement", args=[row.replaces_id]) if row.replaces_id else "",
    }


def _left_words(row: Measurement, key: str) -> str:
    reason = row.open.get(key, "")
    return _("Ikke svaret (%(why)s)") % {"why": str(Open(reason).label).lower()} if reason else _("Ikke svaret")
