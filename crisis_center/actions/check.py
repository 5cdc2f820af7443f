"""*Tilsyn* in one tap, undone in another; and who to watch tonight."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from crisis_center.models import Check, Stay, Watch
from crisis_center.models.of_stay import GIVEN_BY_CODE
from crisis_center.moments import refuse_outside


@action
def note_check(*, stay: Stay, by: User, at: datetime | None = None, words: str = "") -> Check:
    """Raises ValidationError: the citizen has left, a bad moment."""
    if stay.left_at:
        raise ValidationError(_("Borgeren er rejst."))
    row = Check(stay=stay, seen_at=at or timezone.now(), words=" ".join(words.split()), noted_by=by)
    refuse_outside("seen_at", row.seen_at, stay)
    row.clean_fields(exclude=[*GIVEN_BY_CODE, "undone_by"])
    row.save()
    return row


@action
def undo_check(*, check: Check, by: User) -> Check:
    """It was a slip of the finger; the row stays, with who took it back."""
    row = Check.objects.select_for_update().get(pk=check.pk)
    if row.undone_at is None:
        row.undone_at, row.undone_by = timezone.now(), by
        row.save()
    return row


@action
def watch(*, stay: Stay, on: bool, by: User, why: str = "") -> Watch | None:
    """Watch the citizen tonight, or no more. Of two who mark at once one row is made."""
    stay = Stay.objects.select_for_update().get(pk=stay.pk)
    current = Watch.objects.current().filter(stay=stay).first()
    if on:
        if stay.left_at:
            raise ValidationError(_("Borgeren er rejst."))
        row = current or Watch(stay=stay, noted_by=by)
        if current is None or (why.strip() and why.strip() != row.why):
            row.why = " ".join(why.split())
            row.clean_fields(exclude=[*GIVEN_BY_CODE, "ended_by"])
            row.save()
        return row
    if current:
        current.ended_at, current.ended_by = timezone.now(), by
        current.save()
    return None
