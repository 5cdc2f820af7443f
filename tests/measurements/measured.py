"""Courses on their way, and answers of a citizen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.actions.pathway import start_step
from cases.models import Case
from measurements.access import get_instrument
from measurements.actions.measurement import answer, begin, end
from measurements.models import Measurement
from tests.cast import acting

MOTIVATION = {key: ["3"] for key in ("hope", "worse", "hurt_others", "work_hard", "serious_problem", "no_need")}


def in_motivation(case: Case, *, by: User, days_ago: int = 10) -> None:
    with acting(by) as worker:
        start_step(case=case, step_key="motivation.alliance", at=days_before(days_ago), by=worker)


def days_before(days: int) -> Any:
    return timezone.now() - timedelta(days=days)


def measured(
    case: Case, instrument: str, occasion: str, given: dict[str, list[str]], *, by: User, on: date | None = None
) -> Measurement:
    """Begun, answered and ended."""
    with acting(by) as worker:
        row = begin(case=case, version=get_instrument(worker, instrument), occasion=occasion, by=worker)
        answer(measurement=row, given=given, by=worker)
        return end(measurement=row, answered_on=on, by=worker)
