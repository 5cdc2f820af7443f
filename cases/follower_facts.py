"""What the citizen's wishes for a contact person add to their facts: no query of their own (`cases.facts`)."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Case as Switch
from django.db.models import CharField, F, Value, When
from django.utils.translation import gettext as _

from cases.dates import short_day
from cases.facts import Fact, Facts, register_branch
from cases.models import FollowerWish

WISH, GRANTED, REFUSED = "wish", "granted", "refused"

register_branch(
    WISH,
    FollowerWish,
    "case__citizen",
    {
        "case_id": F("case_id"),
        "code": Switch(
            When(granted=True, then=Value(GRANTED)),
            When(granted=False, then=Value(REFUSED)),
            default=Value(""),
            output_field=CharField(),
        ),
        "text": F("words"),
        "more": F("why_not"),
        "day": F("said_on"),
        "day_to": F("answered_on"),
        "who": F("wished__name"),
    },
)


def wishes_of(facts: Facts, case_id: UUID) -> list[tuple[str, str]]:
    """(wish, what became of it) of a course, the newest first."""
    rows = sorted((row for row in facts.of(WISH) if row.case_id == case_id), key=lambda row: (row.day, row.id))
    return [(wish_words(row), outcome_words(row)) for row in reversed(rows)]


def wish_words(row: Fact) -> str:
    said = " · ".join(part for part in (row.who or "", f"»{row.text.strip('»«')}«" if row.text else "") if part)
    day = short_day(row.day) if row.day else ""
    return _("Borgeren ønskede %(day)s: %(what)s") % {"day": day, "what": said}


def outcome_words(row: Fact) -> str:
    day = short_day(row.day_to) if row.day_to else ""
    if row.code == GRANTED:
        return _("Opfyldt %(day)s") % {"day": day}
    if row.code == REFUSED:
        return _("Ikke opfyldt %(day)s: %(why)s") % {"day": day, "why": row.more}
    return _("Ikke afgjort endnu")
