"""What helps or hinders the model, written down and corrected."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from audit.writing import action
from cases.actions.entry import save_once
from measurements.models import DriverNote


@action
def note_driver(
    *, unit: Unit, kind: str, theme: str, text: str, noticed_on: date, by: User, entry_id: UUID | None = None
) -> DriverNote:
    """The same form sent twice is one note. Raises ValidationError by field."""
    if entry_id and (known := DriverNote.objects.filter(pk=entry_id, unit=unit).first()):
        return known
    return _say(DriverNote(id=entry_id or uuid6.uuid7(), unit=unit, written_by=by), kind, theme, text, noticed_on)


@action
def correct_driver(
    *, note: DriverNote, kind: str, theme: str, text: str, noticed_on: date, by: User, reason: str = ""
) -> DriverNote:
    return _say(note, kind, theme, text, noticed_on)


@action
def remove_driver(*, note: DriverNote, by: User) -> None:
    """It did not belong here, perhaps because it told of somebody; the history keeps that it was."""
    note.delete()


def _say(note: DriverNote, kind: str, theme: str, text: str, noticed_on: date) -> DriverNote:
    if noticed_on > timezone.localdate():
        raise ValidationError({"noticed_on": _("Dagen ligger i fremtiden.")})
    note.kind, note.theme, note.text, note.noticed_on = kind, theme, text.strip(), noticed_on
    note.clean_fields(exclude=["organisation", "shared_with", "unit", "written_by"])
    save_once(note)
    return note
