"""The outcome of the treatment, asked where an outreach course is closed and the citizen was in treatment."""

from __future__ import annotations

from typing import Any

from accounts.forms.base import HouseForm
from accounts.models import User
from cases.closing_parts import ClosingPart, register_closing_part
from cases.course_page import course_of
from cases.models import Case, CasePeriod
from measurements.actions.outcome import say_outcome
from measurements.forms.outcome import ClosingOutcomeForm, NothingToAsk
from measurements.smdb.endings import TOLD_BY_REASON
from outreach.bridging_facts import in_period, ways_of
from outreach.pathway import OUTREACH


def outcome_form(data: Any, case: Case) -> HouseForm:
    period = course_of(case).periods[-1].id
    was_treated = any(way.enrolled_on for way in in_period(ways_of(case), period))
    return (ClosingOutcomeForm if was_treated else NothingToAsk)(data, prefix="outcome")


def save_outcome(period: CasePeriod, form: HouseForm, by: User) -> None:
    said = form.cleaned_data.get("outcome", "")
    if said and period.close_reason not in TOLD_BY_REASON:
        say_outcome(period=period, outcome=said, by=by)


register_closing_part(ClosingPart(OUTREACH.key, outcome_form, save_outcome))
