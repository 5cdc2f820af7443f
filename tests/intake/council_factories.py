"""A user council that has met."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from intake.actions.council import add_member, hold_meeting
from intake.actions.proposal import raise_proposal
from intake.models import CouncilMeeting, CouncilMember, Proposal
from tests.cast import acting


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def sat(leader: User, name: str = "Blå", **told: Any) -> tuple[CouncilMember, CouncilMeeting, Proposal]:
    """(a member, the meeting they came to, what they proposed there)."""
    with acting(leader) as by:
        member = add_member(code_name=name, from_on=day(-100), by=by)
        days = CouncilMeeting.objects.count()
        meeting = hold_meeting(held_on=day(-20 - days), place="Huset", present=[member], by=by)
        values = {"what": "Åbent om lørdagen", "meeting": meeting, "raised_by": member} | told
        return member, meeting, raise_proposal(by=by, **values)


def walked(leader: User) -> dict[str, Any]:
    """What stands in the URLs."""
    member, meeting, proposal = sat(leader)
    return {"member_id": member.pk, "council_meeting_id": meeting.pk, "proposal_id": proposal.pk}
