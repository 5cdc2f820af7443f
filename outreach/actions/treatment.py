"""Treatment followed: a thing and a day at a time, written, corrected, taken back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.models import Case
from outreach.models import TreatmentNote
from outreach.open_course import lock_open

Kind = TreatmentNote.Kind


@action
def follow_treatment(
    *,
    case: Case,
    kind: str,
    happened_on: date,
    by: User,
    until: date | None = None,
    told_by: str = "",
    note: str = "",
    entry_id: UUID | None = None,
) -> TreatmentNote:
    """`until` of a pause in the treatment, `told_by` of an absence: others have neither. The same form sent twice is
    one. Raises ValidationError by field."""
    lock_open(case)
    if entry_id and (known := TreatmentNote.objects.filter(pk=entry_id, case=case).first()):
        return known
    row = TreatmentNote(id=entry_id or uuid6.uuid7(), case=case, author=by)
    _say(row, kind=kind, happened_on=happened_on, until=until, told_by=told_by, note=note)
    row.save()
    return row


@action
def correct_treatment(
    *, row: TreatmentNote, kind: str, happened_on: date, until: date | None, told_by: str, note: str, by: User
) -> TreatmentNote:
    """As `follow_treatment`. Raises ValidationError by field."""
    _say(row, kind=kind, happened_on=happened_on, until=until, told_by=told_by, note=note)
    row.save()
    return row


@action
def take_back_treatment(*, row: TreatmentNote, by: User) -> None:
    """It was written by mistake; history keeps it."""
    row.delete()


def _say(row: TreatmentNote, *, kind: str, happened_on: date, until: date | None, told_by: str, note: str) -> None:
    row.kind, row.happened_on, row.note = kind, happened_on, " ".join(note.split())
    row.until = until if kind == Kind.LAPSE else None
    row.told_by = told_by if kind == Kind.ABSENCE else ""
    if happened_on > timezone.localdate():
        raise ValidationError({"happened_on": _("Dagen ligger i fremtiden.")})
    if row.until and row.until < happened_on:
        raise ValidationError({"until": _("Den sidste dag ligger før den første.")})
    if kind == Kind.ABSENCE and not row.told_by:
        raise ValidationError({"told_by": _("Vælg, hvem der fortalte om udeblivelsen.")})
    if kind == Kind.ACTION and not row.note:
        raise ValidationError({"note": _("Skriv kort, hvad I gjorde.")})
    row.clean_fields(exclude=["organisation", "shared_with", "case", "author"])
