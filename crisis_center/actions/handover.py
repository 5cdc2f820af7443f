"""*Vagtoverlevering*: written by the shift that ends, read by those who come."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import uuid6

from accounts.models import User
from audit.writing import action
from cases.actions.entry import save_once
from crisis_center.actions.check import watch
from crisis_center.models import Centre, HandoverRead, ShiftHandover, Stay


@action
def hand_over_shift(
    *,
    centre: Centre,
    shift: str,
    text: str,
    watched: Collection[UUID],
    by: User,
    noted_at: datetime | None = None,
    entry_id: UUID | None = None,
) -> ShiftHandover:
    """What the next shift must know; exactly the stays in `watched` are watched from now on.

    `noted_at` is when it was written without a connection (default: now). The same form sent twice is one handover.
    Raises ValidationError by field.
    """
    if entry_id and (known := ShiftHandover.objects.filter(pk=entry_id, centre=centre).first()):
        return known
    row = ShiftHandover(id=entry_id or uuid6.uuid7(), centre=centre, shift=shift, text=text.strip(), noted_by=by)
    row.noted_at = noted_at or row.noted_at
    row.clean_fields(exclude=["organisation", "shared_with", "centre", "noted_by"])
    save_once(row)
    for stay in Stay.objects.going().filter(centre=centre):
        watch(stay=stay, on=stay.pk in watched, by=by)
    # Whoever wrote it knows it.
    read_handover(handover=row, by=by)
    return row


@action
def read_handover(*, handover: ShiftHandover, by: User) -> HandoverRead:
    """Twice is the same as once."""
    ShiftHandover.objects.select_for_update().filter(pk=handover.pk).order_by().values_list("pk").first()
    known = HandoverRead.objects.filter(handover=handover, reader=by).first()
    if known:
        return known
    row = HandoverRead(handover=handover, reader=by)
    row.save()
    return row
