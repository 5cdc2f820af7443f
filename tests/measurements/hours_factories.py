"""Weeks, amounts and a scenario, made through the actions."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from measurements.actions.cost import book_amount
from measurements.actions.hours import register_week
from measurements.actions.scenario import Typed, write_scenario
from measurements.models import HoursWeek
from measurements.weeks import monday_before
from tests.cast import acting


def last_monday(weeks: int = 1) -> date:
    """Monday of the week so many before this one."""
    return monday_before(timezone.localdate()) - timedelta(weeks=weeks)


def worked(user: User, monday: date, *, grade: str = "employee", **hours: float) -> HoursWeek:
    """`worked(owner, monday, outreach=10, other=2.5)`."""
    quarters = {activity: int(number * 4) for activity, number in hours.items()}
    with acting(user) as by:
        place = {"unit": by.membership.unit, "team": by.membership.team}
        return register_week(monday=monday, quarters=quarters, grade=grade, by=by, **place)


def counted(leader: User) -> dict[str, Any]:
    """URL parameters of a booked amount and a scenario in the leader's unit."""
    today = timezone.localdate()
    with acting(leader) as by:
        unit = by.membership.unit
        booked = book_amount(
            unit=unit, activity="other", booked_on=today, amount=Decimal(100), text="Bøger og materiale", by=by
        )
        scenario = write_scenario(
            unit=unit, name="Et tænkt forløb", from_on=today - timedelta(days=90), to_on=today,
            items={"emergency": Typed(True, Decimal(4000), Decimal(2))}, by=by,
        )  # fmt: skip
    return {"booked_id": booked.pk, "scenario_id": scenario.pk}
