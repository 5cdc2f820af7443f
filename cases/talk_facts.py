"""What a citizen's page and timeline know of planned talks: a branch of the one query of `cases.facts`."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from cases.appointments import ended_words
from cases.facts import Fact, Facts, register_branch
from cases.models import Appointment
from cases.ways import talk_words

register_branch(
    "talk",
    Appointment,
    "task__citizen",
    {
        "key": F("way"),
        "code": F("cancelled_by"),
        "text": F("reason"),
        "more": F("minutes"),
        "who_id": F("task_id"),
    },
)


def talks_of(facts: Facts) -> dict[UUID, Fact]:
    """{task: its talk}"""
    return {row.who_id: row for row in facts.of("talk") if row.who_id}


def planned_words(talk: Fact | None) -> str:
    return talk_words(talk.key, talk.more) if talk else ""


def outcome_words(outcome: str, talk: Fact | None) -> str:
    return ended_words(outcome, talk.key if talk else "", talk.code if talk else "")


def reason_words(talk: Fact | None) -> str:
    return _("Grund: %(reason)s") % {"reason": talk.text} if talk and talk.text else ""
