"""Stays, what was agreed in them, and the homecoming, as facts of the citizen at home: no query of their own."""

from __future__ import annotations

from typing import Any

from django.db.models import Case as Switch
from django.db.models import CharField, F, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from cases.facts import register_branch
from crisis_center.models import (
    ActionPlan141,
    FutureEntry,
    HomecomingAgreement,
    HomecomingDeclined,
    HomecomingFollowUp,
    MidwayMeeting,
    PlanHanded,
    PlanOffered,
    Readiness,
    Stay,
)

STAYED, FOLLOWED, DECLINED, AGREED = "in_centre", "followed", "declined", "home_deal"
OFFERED, PLANNED, HANDED = "offered141", "plan141", "handed141"
FUTURE, MIDWAY, READY = "future", "midway", "ready"
YES, NO = "yes", "no"


def _yes_or_no(name: str) -> Switch:
    return Switch(
        When(**{name: True}, then=Value(YES)), When(**{name: False}, then=Value(NO)), output_field=CharField()
    )


def _parts() -> Concat:
    """Keys of the parts that were handed on, each with a comma behind it."""
    said: list[Any] = [
        Switch(When(**{name: True}, then=Value(f"{name},")), default=Value(""), output_field=CharField())
        for name in ActionPlan141.PARTS
    ]
    return Concat(*said)


register_branch(
    STAYED,
    Stay,
    "case__citizen",
    {
        "case_id": F("case_id"),
        "code": F("left_how"),
        "text": F("left_to"),
        "more": F("left_because"),
        "began": F("arrived_at"),
        "ended": F("left_at"),
        "planned": F("expected_until"),
        "place": F("centre__unit__name"),
    },
)
register_branch(
    FOLLOWED,
    HomecomingFollowUp,
    "case__citizen",
    {
        "case_id": F("case_id"),
        "key": F("occasion"),
        "code": F("found"),
        "more": F("words"),
        "began": F("noted_at"),
        "day": F("found_on"),
        "planned": F("again_on"),
        "who_id": F("stay_id"),
        "who": F("by__name"),
    },
)
register_branch(
    DECLINED,
    HomecomingDeclined,
    "case__citizen",
    {
        "case_id": F("case_id"),
        "text": F("words"),
        "day": F("said_on"),
        "who_id": F("stay_id"),
        "who": F("by__name"),
    },
)
register_branch(
    AGREED,
    HomecomingAgreement,
    "case__citizen",
    {
        "case_id": F("case_id"),
        "key": _yes_or_no("with_citizen"),
        "code": _yes_or_no("kept"),
        "text": F("what"),
        "more": F("mentors_role"),
        "began": F("written_at"),
        "day": F("from_on"),
        "day_to": F("kept_on"),
        "who": F("written_by__name"),
        "place": Coalesce(NullIf(F("actor_words"), Value("")), F("partner__name")),
    },
)
register_branch(
    OFFERED,
    PlanOffered,
    "case__citizen",
    {
        "case_id": F("case_id"),
        "code": _yes_or_no("accepted"),
        "text": F("words"),
        "began": F("noted_at"),
        "day": F("offered_on"),
        "who": F("by__name"),
    },
)
register_branch(
    PLANNED,
    ActionPlan141,
    "case__citizen",
    {
        "case_id": F("case_id"),
        "key": Cast(F("number"), CharField(max_length=5)),
        "code": _yes_or_no("with_citizen"),
        "more": F("purpose"),
        "began": F("written_at"),
        "day": F("made_on"),
        "planned": F("follow_up_on"),
        "who": F("written_by__name"),
    },
)
register_branch(
    HANDED,
    PlanHanded,
    "plan__case__citizen",
    {
        "case_id": F("plan__case_id"),
        "key": _parts(),
        "day": F("handed_on"),
        "who": F("by__name"),
        "place": F("to"),
    },
)
register_branch(
    FUTURE,
    FutureEntry,
    "stay__case__citizen",
    {
        "case_id": F("stay__case_id"),
        "code": F("theme"),
        "more": F("words"),
        "began": F("written_at"),
        "ended": F("put_aside_at"),
        "day": F("said_on"),
        "who_id": F("stay_id"),
        "who": F("written_by__name"),
    },
)
register_branch(
    MIDWAY,
    MidwayMeeting,
    "stay__case__citizen",
    {
        "case_id": F("stay__case_id"),
        "text": F("missed_because"),
        "more": F("status"),
        "began": F("planned_at"),
        "ended": F("held_at"),
        "left_out": F("missed_at"),
        "who_id": F("stay_id"),
        "who": F("noted_by__name"),
        "place": F("where"),
    },
)
register_branch(
    READY,
    Readiness,
    "stay__case__citizen",
    {
        "case_id": F("stay__case_id"),
        "key": F("area"),
        "code": F("outcome"),
        "text": F("what"),
        "ended": F("settled_at"),
        "planned": F("due_on"),
        "who_id": F("stay_id"),
        "who": F("who"),
        "place": F("side"),
    },
)
