"""A need is seen, something is done about it, and it is closed when it is met."""

from __future__ import annotations

from django.utils import timezone

from accounts.models import User
from audit.writing import action
from crisis_center.models import Need, Stay
from crisis_center.models.of_stay import GIVEN_BY_CODE


@action
def note_need(*, stay: Stay, area: str, doing: str, by: User, wish: str = Need.Wish.CITIZEN) -> Need:
    """Raises ValidationError by field."""
    row = Need(stay=stay, area=area, doing=" ".join(doing.split()), wish=wish, noted_by=by)
    row.clean_fields(exclude=[*GIVEN_BY_CODE, "closed_by"])
    row.save()
    return row


@action
def settle_need(*, need: Need, closed: bool, by: User) -> Need:
    """Met, or not after all."""
    row = Need.objects.select_for_update().get(pk=need.pk)
    if bool(row.closed_at) != closed:
        row.closed_at, row.closed_by = (timezone.now(), by) if closed else (None, None)
        row.save()
    return row
