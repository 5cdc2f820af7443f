"""*Fremtidsplan*: said, put aside, taken up again. At the centre and at home alike."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User, shared_like
from audit.writing import action
from cases.actions.entry import save_once
from crisis_center.access import is_of_centre
from crisis_center.models import FutureEntry, Stay


@action
def say_future(
    *, stay: Stay, theme: str, words: str, by: User, said_on: date | None = None, entry_id: UUID | None = None
) -> FutureEntry:
    """One wish more. The same form sent twice is one. Raises ValidationError by field."""
    if entry_id and (known := FutureEntry.objects.filter(pk=entry_id, stay=stay).first()):
        return known
    row = FutureEntry(
        id=entry_id or uuid6.uuid7(), stay=stay, theme=theme, words=words.strip(),
        said_on=said_on or timezone.localdate(), at_centre=is_of_centre(by, stay.centre), written_by=by,
        **shared_like(stay),
    )  # fmt: skip
    row.clean_fields(exclude=["organisation", "shared_with", "stay", "written_by", "put_aside_by"])
    if row.said_on > timezone.localdate():
        raise ValidationError({"said_on": _("Dagen ligger i fremtiden.")})
    save_once(row)
    return row


@action
def put_aside(*, entry: FutureEntry, by: User) -> FutureEntry:
    """It no longer holds. It stays where it can be read."""
    entry = FutureEntry.objects.select_for_update().get(pk=entry.pk)
    if entry.put_aside_at is None:
        entry.put_aside_at, entry.put_aside_by = timezone.now(), by
        entry.save()
    return entry


@action
def take_up(*, entry: FutureEntry, by: User) -> FutureEntry:
    entry = FutureEntry.objects.select_for_update().get(pk=entry.pk)
    if entry.put_aside_at:
        entry.put_aside_at = entry.put_aside_by = None
        entry.save()
    return entry
