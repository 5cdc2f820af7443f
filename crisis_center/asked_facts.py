"""Questions to centres and who fetched, as facts of the citizen's courses: no query of their own. Home only."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Case as Switch
from django.db.models import CharField, F, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat

from cases.facts import Fact, facts_of, register_branch
from cases.models import Case, Citizen
from crisis_center.asked import Asked, Fetched
from crisis_center.models import Centre, CentreReferral, PickUp

ASKED, GRANTED, FETCHED = "asked", "granted", "fetched"


def _yes_no(name: str) -> Combinable:
    return Switch(
        When(**{name: True}, then=Value("y")), When(**{name: False}, then=Value("n")), default=Value("-"),
        output_field=CharField(),
    )  # fmt: skip


_OF_110 = Switch(
    When(centre__legal_basis=Centre.LegalBasis.SEL_110, then=Value("y")), default=Value("n"), output_field=CharField()
)
_NO_ROOM = Switch(When(no_room_at__isnull=False, then=Value("y")), default=Value("n"), output_field=CharField())

register_branch(
    ASKED,
    CentreReferral,
    "case__citizen",
    {
        "case_id": F("case_id"),
        # A letter each: accepted, granted, SEL § 110, no room yet.
        "key": Concat(_yes_no("accepted"), _yes_no("granted"), _OF_110, _NO_ROOM),
        "code": F("refusal"),
        "text": F("withdrawn_because"),
        "more": F("instead"),
        "began": F("asked_at"),
        "ended": F("decided_at"),
        "left_out": F("withdrawn_at"),
        "planned": F("room_from_on"),
        "who_id": F("stay__pk"),
        "who": F("asked_by__name"),
        "place": F("centre__unit__name"),
    },
)
register_branch(
    GRANTED,
    CentreReferral,
    "case__citizen",
    {
        "case_id": F("case_id"),
        "key": _yes_no("granted"),
        "code": F("denial"),
        "text": F("denial_instead"),
        "more": F("denial_words"),
        "began": F("granted_at"),
        "who": F("granted_by__name"),
    },
)
register_branch(
    FETCHED,
    PickUp,
    "referral__case__citizen",
    {
        "case_id": F("referral__case_id"),
        "who_id": F("referral_id"),
        "key": F("how"),
        "code": F("result"),
        "text": F("fetched_by"),
        "more": F("motivation"),
        "began": F("left_at"),
        "ended": F("ended_at"),
        "left_out": F("planned_at"),
    },
)


def asked_of(case: Case) -> list[Asked]:
    """The course's questions, newest first."""
    rows = [row for row in facts_of(case.citizen).of(ASKED) if row.case_id == case.pk]
    return sorted((asked_in(row) for row in rows), key=lambda one: (one.asked_at, one.id), reverse=True)


def asked_in(row: Fact) -> Asked:
    accepted, granted, leader_decides, no_room = list(row.key or "----")
    assert row.began is not None
    assert row.case_id is not None
    return Asked(
        id=row.id, case_id=row.case_id, centre=row.place or "", leader_decides=leader_decides == "y",
        asked_at=row.began, accepted=_said(accepted), decided_at=row.ended, granted=_said(granted),
        refusal=row.code or "", instead=row.more or "", no_room=no_room == "y", room_from_on=row.planned,
        withdrawn_at=row.left_out, withdrawn_because=row.text or "", stay_id=row.who_id, asked_by=row.who or "",
    )  # fmt: skip


def fetched_of(citizen: Citizen, referral_id: UUID) -> list[Fetched]:
    """The attempts of one question, oldest first."""
    rows = [row for row in facts_of(citizen).of(FETCHED) if row.who_id == referral_id]
    return [fetched_in(row) for row in sorted(rows, key=_when)]


def fetched_in(row: Fact) -> Fetched:
    return Fetched(
        id=row.id, by=row.text or "", how=row.key or "", planned_at=row.left_out, left_at=row.began,
        ended_at=row.ended, result=row.code or "", motivation=row.more or "",
    )  # fmt: skip


def _when(row: Fact) -> UUID:
    # UUIDv7: in the order in which they were written.
    return row.id


def _said(letter: str) -> bool | None:
    return {"y": True, "n": False}.get(letter)
