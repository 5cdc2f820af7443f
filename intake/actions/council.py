"""Who sits in the user council, by code name, and when it met."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.entry import save_once
from intake.models import CouncilMeeting, CouncilMember, CouncilPresence, Proposal


@action
def add_member(*, code_name: str, from_on: date, by: User, entry_id: UUID | None = None) -> CouncilMember:
    """The same form sent twice is one. Raises ValidationError by field."""
    if entry_id and (known := CouncilMember.objects.filter(pk=entry_id).first()):
        return known
    row = CouncilMember(id=entry_id or uuid6.uuid7())
    _say_member(row, code_name=code_name, from_on=from_on, to_on=None)
    save_once(row)
    return row


@action
def edit_member(*, member: CouncilMember, by: User, **told: Any) -> CouncilMember:
    """`told`: code_name, from_on, to_on. Raises ValidationError by field."""
    row: CouncilMember = CouncilMember.objects.select_for_update().get(pk=member.pk)
    _say_member(row, **told)
    row.save()
    return row


def _say_member(row: CouncilMember, *, code_name: str, from_on: date, to_on: date | None) -> None:
    row.code_name, row.from_on, row.to_on = " ".join(code_name.split()), from_on, to_on
    others = CouncilMember.objects.filter(code_name__iexact=row.code_name, organisation=row.organisation_id)
    if others.exclude(pk=row.pk).exists():
        raise ValidationError({"code_name": _("Kodenavnet er i brug. Find på et andet.")})
    if to_on and to_on < from_on:
        raise ValidationError({"to_on": _("Dagen ligger før den første.")})
    row.clean_fields()


@action
def hold_meeting(
    *, held_on: date, place: str, by: User, present: Collection[CouncilMember] = (), entry_id: UUID | None = None
) -> CouncilMeeting:
    """One that was held, or is to be. The same form sent twice is one. Raises ValidationError by field."""
    if entry_id and (known := CouncilMeeting.objects.filter(pk=entry_id).first()):
        return known
    row = CouncilMeeting(id=entry_id or uuid6.uuid7())
    _say_meeting(row, held_on, place, present)
    save_once(row)
    _seat(row, present)
    return row


@action
def edit_meeting(
    *, meeting: CouncilMeeting, held_on: date, place: str, by: User, present: Collection[CouncilMember] = ()
) -> CouncilMeeting:
    """Raises ValidationError by field."""
    row: CouncilMeeting = CouncilMeeting.objects.select_for_update().get(pk=meeting.pk)
    _say_meeting(row, held_on, place, present)
    row.save()
    _seat(row, present)
    # Raised there, a proposal has the meeting's day.
    for proposal in Proposal.objects.filter(meeting=row).exclude(raised_on=held_on):
        if held_on > timezone.localdate() or (proposal.decided_on and proposal.decided_on < held_on):
            raise ValidationError({"held_on": _("Der er rejst forslag på mødet, så det var før.")})
        proposal.raised_on = held_on
        proposal.save()
    return row


def _say_meeting(row: CouncilMeeting, held_on: date, place: str, present: Collection[CouncilMember]) -> None:
    row.held_on, row.place = held_on, " ".join(place.split())
    others = CouncilMeeting.objects.filter(held_on=held_on, organisation=row.organisation_id)
    if others.exclude(pk=row.pk).exists():
        raise ValidationError({"held_on": _("Der er allerede et møde den dag.")})
    if present and held_on > timezone.localdate():
        raise ValidationError({"present": _("Mødet er ikke holdt endnu. Skriv bagefter, hvem der kom.")})
    row.clean_fields()


def _seat(row: CouncilMeeting, present: Collection[CouncilMember]) -> None:
    wanted = {member.pk: member for member in present}
    for seat in CouncilPresence.objects.filter(meeting=row):
        if wanted.pop(seat.member_id, None) is None:
            seat.delete()
    for member in wanted.values():
        CouncilPresence(meeting=row, member=member).save()
