"""Enquiries as they come."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Unit, User
from intake.actions.enquiry import receive_enquiry
from intake.models import Enquiry
from tests.cast import acting


def came(*, by: User, hours_ago: float = 0, unit: Unit | None = None, **told: Any) -> Enquiry:
    """Somebody rang, unless `told` says otherwise."""
    values: dict[str, Any] = {"door": Enquiry.Door.PHONE, "wish": "Vil gerne ned i metadon", "called": "Ronni"} | told
    with acting(by) as worker:
        at = timezone.now() - timedelta(hours=hours_ago)
        return receive_enquiry(unit=unit or worker.membership.unit, came_at=at, by=worker, **values)
