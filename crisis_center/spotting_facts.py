"""Spottings and screenings among the facts of a citizen's courses, read back by kind: no query of their own."""

from __future__ import annotations

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.dates import short_day
from cases.facts import Fact, facts_of, register_branch
from cases.models import Case
from crisis_center.models import Screening, Spotting

SPOTTED, SCREENED = "spotted", "crisisscr"

register_branch(
    SPOTTED,
    Spotting,
    "case__citizen",
    {
        "case_id": F("case_id"),
        # Who told, and who wrote it down where that is another.
        "key": Coalesce(NullIf(F("caller"), Value("")), F("author__name")),
        "code": F("urgency"),
        "text": F("reaction"),
        "more": F("concern"),
        "began": F("told_at"),
        "ended": F("taken_at"),
        "who": F("taken_by__name"),
    },
)
register_branch(
    SCREENED,
    Screening,
    "case__citizen",
    {
        "case_id": F("case_id"),
        "key": F("life_threatening"),
        "code": F("conclusion"),
        "text": F("reason"),
        "more": F("instead"),
        "began": F("begun_at"),
        "ended": F("concluded_at"),
        "planned": F("wait_until"),
        "who": F("concluded_by__name"),
    },
)


def spottings_of(case: Case) -> list[Fact]:
    """The course's, newest first."""
    rows = [row for row in facts_of(case.citizen).of(SPOTTED) if row.case_id == case.pk]
    return sorted(rows, key=lambda row: (row.began, row.id), reverse=True)


def screenings_of(case: Case) -> list[Fact]:
    """The course's, newest first; one that is not concluded stands before all."""
    rows = [row for row in facts_of(case.citizen).of(SCREENED) if row.case_id == case.pk]
    return sorted(rows, key=lambda row: (row.ended is None, row.began, row.id), reverse=True)


def urgency_words(row: Fact) -> str:
    return str(Spotting.Urgency(row.code or Spotting.Urgency.WATCH).label)


def conclusion_words(row: Fact) -> str:
    """ "Vi venter til 4. december", "Andet i stedet: natcafé"; empty while it is open."""
    if not row.code:
        return ""
    words = str(Screening.Conclusion(row.code).label)
    if row.planned:
        return _("%(words)s til %(day)s") % {"words": words, "day": short_day(row.planned)}
    return f"{words}: {row.more}" if row.more else words


def concluded_words(row: Fact) -> str:
    """ "Konkluderet 28. november af Mikkel", or when it was begun."""
    if row.ended:
        words = {"day": short_day(timezone.localdate(row.ended)), "who": row.who or ""}
        return _("Konkluderet %(day)s af %(who)s") % words
    assert row.began is not None
    return _("Begyndt %(day)s, ikke konkluderet endnu") % {"day": short_day(timezone.localdate(row.began))}
