"""Whoever writes an enquiry down says at once who has it, and whom it is about where that is known."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from accounts.models import User
from audit.writing import action
from cases.models import Citizen
from intake.actions.enquiry import pass_enquiry, receive_enquiry
from intake.actions.outcome import put_on_citizen
from intake.models import Enquiry


@action
def write_down(
    *, by: User, entry_id: UUID, taken_by: User | None = None, citizen: Citizen | None = None, **told: Any
) -> Enquiry:
    """Received, taken by a colleague (or by nobody yet), and put on a citizen who is known. `told` as
    `receive_enquiry`. The same form sent twice is one. Raises ValidationError by field."""
    if Enquiry.objects.filter(pk=entry_id).exists():
        return receive_enquiry(by=by, entry_id=entry_id, **told)
    row = receive_enquiry(by=by, entry_id=entry_id, is_taken=taken_by == by, **told)
    if taken_by and taken_by != by:
        row = pass_enquiry(enquiry=row, to=taken_by, by=by)
    if citizen:
        row = put_on_citizen(enquiry=row, citizen=citizen, by=by)
    return row
