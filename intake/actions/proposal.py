"""A proposal of the user council: raised, decided, done. Each is a fact with a day, and can be taken back."""

from __future__ import annotations

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
from intake.models import CouncilMeeting, CouncilMember, Proposal


@action
def raise_proposal(*, by: User, entry_id: UUID | None = None, **told: Any) -> Proposal:
    """`told`: what, raised_on, meeting, raised_by. The same form sent twice is one. Raises ValidationError by field."""
    if entry_id and (known := Proposal.objects.filter(pk=entry_id).first()):
        return known
    row = Proposal(id=entry_id or uuid6.uuid7())
    _say(row, **told)
    save_once(row)
    return row


@action
def edit_proposal(*, proposal: Proposal, by: User, **told: Any) -> Proposal:
    """`told` as `raise_proposal`. Raises ValidationError by field."""
    row = _locked(proposal)
    _say(row, **told)
    row.save()
    return row


def _say(
    row: Proposal,
    *,
    what: str,
    raised_on: date | None = None,
    meeting: CouncilMeeting | None = None,
    raised_by: CouncilMember | None = None,
) -> None:
    """Raised at a meeting, its day is the meeting's."""
    today = timezone.localdate()
    row.what, row.meeting, row.raised_by = what.strip(), meeting, raised_by
    row.raised_on = meeting.held_on if meeting else raised_on or today
    field = "meeting" if meeting else "raised_on"
    if row.raised_on > today:
        raise ValidationError({field: _("Dagen ligger i fremtiden.")})
    if row.decided_on and row.decided_on < row.raised_on:
        raise ValidationError({field: _("Forslaget er besluttet før den dag.")})
    row.clean_fields()


@action
def decide_proposal(*, proposal: Proposal, decision: str, decided_on: date, decided_by: str, by: User) -> Proposal:
    """What was decided, yes or no, when, and by whom. Said again it is corrected. Raises ValidationError by field."""
    row = _locked(proposal)
    if decided_on < row.raised_on:
        raise ValidationError({"decided_on": _("Dagen ligger før den dag, forslaget blev rejst.")})
    if decided_on > timezone.localdate():
        raise ValidationError({"decided_on": _("Dagen ligger i fremtiden.")})
    if row.done_on and row.done_on < decided_on:
        raise ValidationError({"decided_on": _("Det er gjort før den dag.")})
    row.decision, row.decided_on, row.decided_by = decision.strip(), decided_on, " ".join(decided_by.split())
    row.clean_fields()
    row.save()
    return row


@action
def do_proposal(*, proposal: Proposal, done_what: str, done_on: date, by: User) -> Proposal:
    """What was decided has been done. Raises ValidationError by field."""
    row = _locked(proposal)
    if row.decided_on is None:
        raise ValidationError(_("Skriv først, hvad der blev besluttet."))
    if done_on < row.decided_on:
        raise ValidationError({"done_on": _("Dagen ligger før beslutningen.")})
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": _("Dagen ligger i fremtiden.")})
    row.done_what, row.done_on = done_what.strip(), done_on
    row.clean_fields()
    row.save()
    return row


@action
def take_back(*, proposal: Proposal, by: User) -> Proposal:
    """It was a mistake: what was said last goes; history keeps it."""
    row = _locked(proposal)
    if row.done_on:
        row.done_what, row.done_on = "", None
    else:
        row.decision, row.decided_on, row.decided_by = "", None, ""
    row.save()
    return row


def _locked(proposal: Proposal) -> Proposal:
    row: Proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    return row
