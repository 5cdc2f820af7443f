"""What is answered of techniques, among the facts of a citizen's courses: no query of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Value
from django.db.models.functions import Coalesce, Concat, Left, NullIf

from cases.facts import facts_of, register_branch
from cases.models import Case
from measurements.models import TechniqueUse
from measurements.models.technique import TECHNIQUES

ANSWERED = "technique"
_OPEN = "-"

register_branch(
    ANSWERED,
    TechniqueUse,
    "case__citizen",
    {
        "case_id": F("case_id"),
        # One character for each technique, "-" where it stays open.
        "key": Concat(*(Coalesce(NullIf(Left(name, 1), Value("")), Value(_OPEN)) for name in TECHNIQUES)),
        "text": F("left_open"),
        "day": F("answered_on"),
        "who": F("answered_by__name"),
    },
)


@dataclass(frozen=True)
class Answered:
    """How many of the nine are answered, by whom and when; `left_open`: why not all."""

    number: int
    left_open: str
    on: date | None
    who: str


def answered_of(case: Case) -> Answered | None:
    for row in facts_of(case.citizen).of(ANSWERED):
        if row.case_id == case.pk:
            number = sum(sign != _OPEN for sign in row.key or "")
            return Answered(number, row.text or "", row.day, row.who or "")
    return None
