"""Stays that end, and homecomings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.models import Citizen
from crisis_center.actions.stay import admit, leave
from crisis_center.models import Stay
from tests.cast import acting
from tests.crisis_center.crisis_factories import House, agreed


def stayed(citizen: Citizen, house: House, *, by: User, days: int = 8, room: int = 0, **told: Any) -> Stay:
    """In the house since so many days."""
    row = agreed(citizen, house, by=by, days_ago=days + 1, **told)
    with acting(house.worker) as worker:
        at = timezone.now() - timedelta(days=days)
        return admit(referral=row, room=house.rooms[room], at=at, by=worker)


def came_home(
    citizen: Citizen, house: House, *, by: User, days_ago: int = 1, stayed_for: int = 10, how: str = "planned",
    **told: Any,
) -> Stay:  # fmt: skip
    """Left so many days ago."""
    stay = stayed(citizen, house, by=by, days=days_ago + stayed_for, **told)
    with acting(house.worker) as worker:
        return leave(stay=stay, how=how, at=timezone.localtime() - timedelta(days=days_ago), by=worker)
