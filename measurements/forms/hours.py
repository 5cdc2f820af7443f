"""A week's hours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.base import HouseForm, Section
from accounts.policy import Role
from measurements.activities import ACTIVITIES, DIRECT, INDIRECT, Activity, Declared, Grade
from measurements.forms.amounts import HoursField, hours_text
from measurements.proposal import Proposal

#: Whose hours may be a leader's; everybody else is an employee.
LEADING = frozenset({Role.LEADER.value, Role.PROJECT_LEAD.value})


class WeekForm(HouseForm):
    """A field for each activity. What is registered stands in it; else what is proposed."""

    submit_label = gettext_lazy("Registrér ugen")

    grade = forms.ChoiceField(label=gettext_lazy("Timerne er"), choices=Grade.choices, required=False)

    def __init__(
        self, *args: Any, role: str, proposal: Proposal, registered: Mapping[str, int] | None, grade: str, **kwargs: Any
    ) -> None:
        quarters = registered or {}
        if registered is None:
            quarters = {activity: proposal.quarters(activity) for activity in Activity}
        self.may_lead = role in LEADING
        leading = {"grade": self.base_fields["grade"]} if self.may_lead else {}
        self.base_fields = leading | {
            one.activity.value: HoursField(label=one.activity.label, help_text=_hint(one, proposal))
            for one in ACTIVITIES
        }
        super().__init__(*args, initial={**quarters, "grade": grade}, **kwargs)
        self.sections = (
            Section(_("Direkte borgerrettet"), DIRECT, columns=2),
            Section(_("Indirekte borgerrettet"), INDIRECT, columns=2),
        )

    @property
    def quarters(self) -> dict[str, int]:
        return {one.activity.value: self.cleaned_data[one.activity] for one in ACTIVITIES}

    @property
    def chosen_grade(self) -> str:
        return self.cleaned_data.get("grade") or (Grade.LEADER if self.may_lead else Grade.EMPLOYEE)


def _hint(one: Declared, proposal: Proposal) -> str:
    """What belongs to the activity, and where a proposal comes from."""
    what, source = str(one.what), proposal.source_words(one.activity)
    if not source:
        return what
    words = {"hours": hours_text(proposal.quarters(one.activity)) or "0", "source": source}
    return f"{what}. " + _("Forslag: %(hours)s t, fra %(source)s.") % words
