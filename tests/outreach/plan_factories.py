"""Plans and assessments for tests, made through the actions: call them inside `acting(user)`."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from cases.models import Case
from outreach.actions.onward_plan import Agreed, Checked, begin_plan
from outreach.models import OnwardPlan


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def planned(case: Case, *, by: User, rows: int = 1, **said) -> OnwardPlan:
    """A version that is being written, with so many rows of each kind, whose day has come."""
    offers = [Checked(words=f"Tilbud {number}", available="from", available_from=day(-1)) for number in range(rows)]
    steps = [Agreed(what=f"Ring til lægen {number}", due_on=day(-1)) for number in range(rows)]
    said = {"citizens_words": "Jeg vil sove om natten", "begun_on": day(-3), **said}
    return begin_plan(case=case, by=by, **{"offers": offers, "steps": steps, **said})
