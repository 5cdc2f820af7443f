"""What goes well is written where the goals stand."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.entry import save_once
from cases.models import Citizen, GoodThing


@action
def note_good_thing(
    *, citizen: Citizen, words: str, by: User, said_on: date | None = None, entry_id: UUID | None = None
) -> GoodThing:
    """The same form sent twice is one. Raises ValidationError by field."""
    if entry_id and (known := GoodThing.objects.filter(pk=entry_id, citizen=citizen).first()):
        return known
    row = GoodThing(id=entry_id or uuid6.uuid7(), citizen=citizen, words=" ".join(words.split()))
    row.said_on = said_on or timezone.localdate()
    if not row.words:
        raise ValidationError({"words": _("Skriv, hvad der går godt.")})
    if row.said_on > timezone.localdate():
        raise ValidationError({"said_on": _("Dagen ligger i fremtiden.")})
    row.clean_fields(exclude=["organisation", "shared_with", "citizen"])
    save_once(row)
    return row


@action
def remove_good_thing(*, row: GoodThing, by: User) -> None:
    """It was written by mistake; history keeps it."""
    row.delete()
