"""Steps follow what happens, where the course lets them: a fact is never refused because of a step."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit.writing import action
from cases.actions.pathway import end_step, start_step
from cases.models import Case, StepRun


@action
def step_begins(*, case: Case, step_key: str, at: datetime, by: User) -> StepRun | None:
    """The step is going on from `at`, unless it was begun before; None where the course is closed."""
    if known := StepRun.objects.filter(case=case, step=step_key, started_at__isnull=False).order_by("pk").last():
        return known
    try:
        with transaction.atomic():
            return start_step(case=case, step_key=step_key, at=at, by=by)
    except ValidationError:
        return None


@action
def step_is_over(*, case: Case, step_key: str, at: datetime, by: User) -> None:
    """The step was gone through: whatever of it goes on ends at `at`."""
    run = step_begins(case=case, step_key=step_key, at=at, by=by)
    if run is not None:
        end_step(run=run, at=at, by=by)
