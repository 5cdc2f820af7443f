"""Enrolment, treatment followed and other services, as facts of the citizen's courses: no query of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from cases.facts import Fact, facts_of, register_branch
from cases.models import Case, Citizen
from outreach.models import Affiliation, Enrolment, FollowUpRefusal, TreatmentNote

ENROLLED, MEDICAL, TREATED, AFFILIATED, REFUSED = "enrolled", "medical", "treated", "affiliated", "no_follow"


def _packed(*names: str) -> Concat:
    """Days or times as one text, "-" where nothing is said: a fact has fewer columns than an enrolment has days."""
    parts: list[Any] = []
    for name in names:
        parts += [Coalesce(Cast(F(name), CharField(max_length=10)), Value("-")), Value("|")]
    return Concat(*parts)


_OFFER = Coalesce(
    NullIf(F("offer_words"), Value("")), Concat(F("offer__name"), Value(" ("), F("offer__partner__name"), Value(")"))
)

register_branch(
    ENROLLED,
    Enrolment,
    "case__citizen",
    {
        "case_id": F("case_id"),
        "key": _packed("motivation_time", "decided_time", "enrolled_time"),
        "code": F("visitation"),
        "text": F("therapist"),
        "day": F("motivation_on"),
        "planned": F("decided_on"),
        "day_to": F("enrolled_on"),
        "who_id": F("period_id"),
        "who": F("decided_by"),
        # An offer on the list has a name, so the join cannot lose what was written in own words.
        "place": Cast(_OFFER, CharField(max_length=200)),
    },
)
register_branch(
    MEDICAL,
    Enrolment,
    "case__citizen",
    {
        "case_id": F("case_id"),
        "key": _packed("doctor_talk_on", "home_visit_on"),
        "text": F("dose_note"),
        "day": F("medical_asked_on"),
        "planned": F("doctor_contacted_on"),
        "day_to": F("substitution_on"),
    },
)
register_branch(
    TREATED,
    TreatmentNote,
    "case__citizen",
    {
        "case_id": F("case_id"),
        "key": F("told_by"),
        "code": F("kind"),
        "text": F("note"),
        "began": F("written_at"),
        "day": F("happened_on"),
        "day_to": F("until"),
        "who": F("author__name"),
    },
)
register_branch(
    AFFILIATED,
    Affiliation,
    "case__citizen",
    {
        "case_id": F("case_id"),
        "key": Concat(F("service"), Value("|"), _packed("accompanied_on")),
        "code": F("before"),
        "text": F("after"),
        "more": F("note"),
        "day": F("before_on"),
        "day_to": F("after_on"),
        "planned": F("stable_on"),
        "who_id": F("period_id"),
    },
)
register_branch(
    REFUSED,
    FollowUpRefusal,
    "case__citizen",
    {"case_id": F("case_id"), "text": F("reason"), "day": F("refused_on"), "who_id": F("period_id")},
)


@dataclass(frozen=True)
class Way:
    """One way into treatment, every day of it that is known."""

    id: UUID
    case_id: UUID
    period_id: UUID
    motivation_on: date | None
    motivation_time: time | None
    decided_on: date | None
    decided_time: time | None
    decided_by: str
    visitation: str
    enrolled_on: date | None
    enrolled_time: time | None
    offer: str
    therapist: str
    medical_asked_on: date | None
    doctor_contacted_on: date | None
    doctor_talk_on: date | None
    home_visit_on: date | None
    substitution_on: date | None
    dose_note: str


@dataclass(frozen=True)
class Contacted:
    """A service in one period."""

    id: UUID
    case_id: UUID
    period_id: UUID
    service: str
    before: str
    before_on: date | None
    after: str
    after_on: date | None
    accompanied_on: date | None
    stable_on: date | None
    note: str


def ways(citizen: Citizen) -> list[Way]:
    """Newest first, of all the citizen's courses."""
    facts = facts_of(citizen)
    medical = {row.id: row for row in facts.of(MEDICAL)}
    found = [_way(row, medical[row.id]) for row in facts.of(ENROLLED)]
    return sorted(found, key=lambda way: way.id, reverse=True)


def ways_of(case: Case) -> list[Way]:
    return [way for way in ways(case.citizen) if way.case_id == case.pk]


def contacted(citizen: Citizen) -> list[Contacted]:
    return [_contacted(row) for row in facts_of(citizen).of(AFFILIATED)]


def contacted_of(case: Case) -> list[Contacted]:
    return [one for one in contacted(case.citizen) if one.case_id == case.pk]


def in_period(rows: Iterable[Any], period_id: UUID) -> list[Any]:
    return [row for row in rows if row.period_id == period_id]


def _way(row: Fact, medical: Fact) -> Way:
    motivation, decided, enrolled = (_time(part) for part in _parts(row.key, 3))
    talk, visit = (_date(part) for part in _parts(medical.key, 2))
    assert row.case_id is not None
    assert row.who_id is not None
    return Way(
        id=row.id,
        case_id=row.case_id,
        period_id=row.who_id,
        motivation_on=row.day,
        motivation_time=motivation,
        decided_on=row.planned,
        decided_time=decided,
        decided_by=row.who or "",
        visitation=row.code or "",
        enrolled_on=row.day_to,
        enrolled_time=enrolled,
        offer=row.place or "",
        therapist=row.text or "",
        medical_asked_on=medical.day,
        doctor_contacted_on=medical.planned,
        doctor_talk_on=talk,
        home_visit_on=visit,
        substitution_on=medical.day_to,
        dose_note=medical.text or "",
    )


def _contacted(row: Fact) -> Contacted:
    service, accompanied = _parts(row.key, 2)
    assert row.case_id is not None
    assert row.who_id is not None
    return Contacted(
        id=row.id,
        case_id=row.case_id,
        period_id=row.who_id,
        service=service,
        before=row.code or "",
        before_on=row.day,
        after=row.text or "",
        after_on=row.day_to,
        accompanied_on=_date(accompanied),
        stable_on=row.planned,
        note=row.more or "",
    )


def _parts(packed: str | None, number: int) -> list[str]:
    return (packed or "-|" * number).split("|")[:number]


def _date(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)


def _time(text: str) -> time | None:
    return None if text == "-" else time.fromisoformat(text)
