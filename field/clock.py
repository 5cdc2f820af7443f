"""Whether what a tablet's clock said when an entry was written can be true, by the house's own clock.

The house knows two things for certain. An entry was written before it arrived. And it was written after the tablet
last said that its number was still to come; before it had said anything, after the person signed in on it for the first
time. A clock may be wrong by a day and a half either way, for nothing is lost by it; what says more is kept for a
person, and the author mends the clock and sends it again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from field.models import DeviceUser
from field.settled import ALL, Refused

SLACK = timedelta(hours=36)


def must_be_believed(
    device_user_id: UUID, number: int, made_at: datetime, *, now: datetime, shared: dict[Any, Any] | None = None
) -> None:
    """Raises Refused. `shared`: as in `field.intake.receive`."""
    if not is_believed(device_user_id, number, made_at, came_at=now, shared=shared):
        raise Refused("clock", {ALL: [_("Tablettens ur går forkert. Ret uret, og send igen.")]})


def is_believed(
    device_user_id: UUID, number: int, made_at: datetime, *, came_at: datetime, shared: dict[Any, Any] | None = None
) -> bool:
    if made_at >= came_at + SLACK:
        return False
    asked: dict[Any, Any] = {} if shared is None else shared
    known: tuple[int, datetime | None] | None = asked.get(is_believed)
    # What holds of a number holds of every later one: those that came together cost one look.
    if known is None or known[0] > number:
        known = asked[is_believed] = number, made_after(device_user_id, number)
    return known[1] is None or made_at >= known[1] - SLACK


def made_after(device_user_id: UUID, number: int) -> datetime | None:
    """The latest moment at which the house heard that the number was still to come."""
    versions = DeviceUser.history.filter(id=device_user_id)
    # A sign-in is heard of too, but says nothing of numbers.
    greeted = versions.filter(next_number__lte=number, last_seen_at__gt=F("signed_in_at"))
    heard: datetime | None = greeted.order_by("-history_id").values_list("last_seen_at", flat=True).first()
    return heard or versions.order_by("history_id").values_list("signed_in_at", flat=True).first()
