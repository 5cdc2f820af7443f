"""*Akutte hensyn* are written by whoever learns of them, at the centre or at home, and end when they no longer hold."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from accounts.models import User, shared_like
from audit.writing import action
from crisis_center.models import Stay, StayAlert
from crisis_center.models.of_stay import GIVEN_BY_CODE
from crisis_center.moments import refuse_future_day


@action
def raise_alert(*, stay: Stay, kind: str, words: str, by: User, since_on: date | None = None) -> StayAlert:
    """Raises ValidationError by field."""
    row = StayAlert(stay=stay, kind=kind, words=" ".join(words.split()), noted_by=by, **shared_like(stay))
    row.since_on = since_on or row.since_on
    refuse_future_day("since_on", row.since_on)
    row.clean_fields(exclude=[*GIVEN_BY_CODE, "ended_by"])
    row.save()
    return row


@action
def end_alert(*, alert: StayAlert, by: User) -> StayAlert:
    """Twice is the same as once."""
    row = StayAlert.objects.select_for_update().get(pk=alert.pk)
    if row.ended_at is None:
        row.ended_at, row.ended_by = timezone.now(), by
        row.save()
    return row
