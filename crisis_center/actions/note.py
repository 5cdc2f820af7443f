"""The centre's notes: written once, corrected by a new one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.entry import save_once
from crisis_center.models import CentreNote, HealthCheck, Stay
from crisis_center.models.note import shift_at
from crisis_center.models.of_stay import GIVEN_BY_CODE
from crisis_center.moments import refuse_outside

_GIVEN_BY_CODE = [*GIVEN_BY_CODE, "health_check", "corrects"]


@action
def write_note(
    *,
    stay: Stay,
    kind: str,
    text: str,
    by: User,
    happened_at: datetime | None = None,
    shift: str = "",
    theme: str = "",
    stage: str = "",
    citizens_words: str = "",
    health_check: HealthCheck | None = None,
    corrects: CentreNote | None = None,
    noted_at: datetime | None = None,
    entry_id: UUID | None = None,
) -> CentreNote:
    """`noted_at` is when it was written without a connection (default: now). The same form sent twice is one note.

    Theme, stage and the citizen's words are kept of a talk only. Raises ValidationError by field, and when somebody has
    corrected the note meanwhile.
    """
    if entry_id and (known := CentreNote.objects.filter(pk=entry_id, stay=stay).first()):
        return known
    if corrects and CentreNote.objects.filter(corrects=corrects).exists():
        raise ValidationError(_("Notatet er allerede rettet. Ret det nye i stedet."))
    row = CentreNote(
        id=entry_id or uuid6.uuid7(), stay=stay, kind=kind, text=text.strip(),
        happened_at=happened_at or timezone.now(), health_check=health_check, corrects=corrects, noted_by=by,
    )  # fmt: skip
    row.noted_at = noted_at or row.noted_at
    row.shift = shift or shift_at(row.happened_at)
    if kind == CentreNote.Kind.TALK:
        row.theme, row.stage, row.citizens_words = " ".join(theme.split()), stage, citizens_words.strip()
    refuse_outside("happened_at", row.happened_at, stay)
    row.clean_fields(exclude=_GIVEN_BY_CODE)
    save_once(row)
    return row
