"""Worker and leader were told that a clock has reached a day of warning."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from accounts.models import User
from audit.writing import action
from cases.models import ClockWarning, TreatmentRequest


@action
def remember_told(*, reached: Sequence[tuple[UUID, int]], by: User, reason: str = "") -> list[ClockWarning]:
    """`reached`: (request, day). What another run has written meanwhile stays, and is not written again."""
    ids = {request_id for request_id, _day in reached}
    # Two runs at once wait for one another here.
    list(TreatmentRequest.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    known = set(ClockWarning.objects.filter(request__in=ids).values_list("request_id", "day"))
    return ClockWarning.objects.create_many(
        ClockWarning(request_id=request_id, day=day) for request_id, day in reached if (request_id, day) not in known
    )
