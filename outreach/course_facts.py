"""What the outreach adds to the facts of a citizen's courses, read back by kind: no query of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse

from cases.dates import short_day
from cases.facts import Fact, facts_of, register_branch
from cases.models import Case
from outreach.models import Guidance, Observation, Prescreening, ReferralSource
from outreach.models.prescreening import Decision

REFERRED, SCREENED, GUIDED, OBSERVED = "referred", "screened", "guided", "observed"
ALLIANCE = ("goal", "method", "bond")


def _digits() -> Concat:
    """Three ratings as three characters, "-" where nothing was said."""
    return Concat(*(Coalesce(Cast(name, CharField(max_length=1)), Value("-")) for name in ALLIANCE))


register_branch(
    REFERRED,
    ReferralSource,
    "case__citizen",
    {
        "case_id": F("case_id"),
        "code": F("kind"),
        "text": F("note"),
        "more": F("over_quota_reason"),
        "day": F("referred_on"),
        "place": F("partner__name"),
    },
)
register_branch(
    SCREENED,
    Prescreening,
    "case__citizen",
    {
        "case_id": F("case_id"),
        "code": F("decision"),
        "text": F("reason"),
        "day": F("decided_on"),
        "day_to": F("ask_again_on"),
        "planned": F("begun_on"),
        "who": F("decided_by__name"),
    },
)
register_branch(
    GUIDED,
    Guidance,
    "case__citizen",
    {"case_id": F("case_id"), "code": F("kind"), "text": F("note"), "day": F("given_on")},
)
register_branch(
    OBSERVED,
    Observation,
    "case__citizen",
    {
        "case_id": F("case_id"),
        "key": _digits(),
        "code": F("stage"),
        "text": F("small_step"),
        "more": F("citizens_words"),
        "day": F("observed_on"),
        "who": F("observed_by__name"),
    },
)


@dataclass(frozen=True)
class Screening:
    """A prescreening; `decision` is empty while it is only begun."""

    id: UUID
    decision: str
    reason: str
    begun_on: date
    decided_on: date | None
    ask_again_on: date | None
    who: str

    @property
    def words(self) -> str:
        return str(Decision(self.decision).label) if self.decision else ""


def of_course(case: Case, kind: str) -> list[Fact]:
    """The course's facts of one kind, newest first."""
    rows = [row for row in facts_of(case.citizen).of(kind) if row.case_id == case.pk]
    return sorted(rows, key=_order, reverse=True)


def screenings(case: Case) -> list[Screening]:
    """Newest first; one that is only begun stands before those that are decided."""
    rows = [_screening(row) for row in of_course(case, SCREENED)]
    return sorted(rows, key=lambda one: (one.decided_on is None, one.decided_on or one.begun_on, one.id), reverse=True)


def _screening(row: Fact) -> Screening:
    begun = row.planned or row.day or date.min
    return Screening(row.id, row.code or "", row.text or "", begun, row.day, row.day_to, row.who or "")


def referrer_words(row: Fact) -> str:
    """ "Regional psykiatri", "Borgeren selv", "Samarbejdspartner: herberget ringede"."""
    if row.place:
        return row.place
    kind = str(ReferralSource.Kind(row.code or "").label)
    return f"{kind}: {row.text}" if row.code == ReferralSource.Kind.PARTNER and row.text else kind


def stage_words(row: Fact) -> str:
    return str(Observation.Stage(row.code).label) if row.code else ""


def alliance_words(row: Fact) -> list[tuple[str, str]]:
    """(what, rating) of those that were rated."""
    labels = [str(Observation._meta.get_field(name).verbose_name) for name in ALLIANCE]  # type: ignore[union-attr]
    return [
        (label[:1].upper() + label[1:], str(Observation.Rating(int(digit)).label))
        for label, digit in zip(labels, row.key or "", strict=False)
        if digit.isdigit()
    ]


def course_url(row: Fact) -> str:
    return reverse("cases:case", args=[row.case_id])


def day_words(day: date | None) -> str:
    return short_day(day) if day else ""


def _order(row: Fact) -> tuple[date, UUID]:
    return row.day or row.planned or date.max, row.id
