"""Meetings with partners: written down and corrected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from accounts.models import Unit, User
from audit.writing import action
from directory.models import MeetingPartner, Partner, PartnerMeeting


@action
def note_meeting(
    *,
    unit: Unit,
    kind: str,
    held_on: date,
    partners: Iterable[Partner],
    took_part: str = "",
    agreed: str = "",
    next_on: date | None = None,
    by: User,
) -> PartnerMeeting:
    meeting = PartnerMeeting(unit=unit, kind=kind, noted_by=by)
    return _save(meeting, held_on, partners, took_part, agreed, next_on)


@action
def edit_meeting(
    *,
    meeting: PartnerMeeting,
    kind: str,
    held_on: date,
    partners: Iterable[Partner],
    took_part: str,
    agreed: str,
    next_on: date | None,
    by: User,
    reason: str = "",
) -> PartnerMeeting:
    meeting.kind = kind
    return _save(meeting, held_on, partners, took_part, agreed, next_on)


def _save(
    meeting: PartnerMeeting,
    held_on: date,
    partners: Iterable[Partner],
    took_part: str,
    agreed: str,
    next_on: date | None,
) -> PartnerMeeting:
    meeting.held_on, meeting.next_on = held_on, next_on
    meeting.took_part, meeting.agreed = " ".join(took_part.split()), agreed.strip()
    meeting.full_clean(exclude=["organisation"])
    meeting.save()
    MeetingPartner.objects.set_partners(partners, meeting=meeting)
    return meeting
