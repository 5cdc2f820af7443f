"""A point of the planning's checklists is done, or is not after all."""

from __future__ import annotations

from django.utils import timezone

from accounts.models import Unit, User
from audit.writing import action
from directory.models import PlanningMark


@action
def mark_point(*, unit: Unit, step: str, key: str, ticked: bool, by: User) -> PlanningMark:
    """Twice is the same as once; history keeps who ticked and who took it away."""
    mark = PlanningMark.objects.filter(unit=unit, step=step, key=key).first()
    if mark is None:
        mark = PlanningMark(unit=unit, step=step, key=key)
    elif mark.ticked == ticked:
        return mark
    mark.ticked, mark.ticked_by, mark.ticked_at = ticked, by, timezone.now()
    mark.save()
    return mark
