"""Which period the referrals are counted over."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from outreach.referrals import Period


class PeriodForm(HouseForm):
    periode = forms.ChoiceField(label=_("Periode"), required=False)

    def __init__(self, *, periods: Sequence[Period], chosen: Period) -> None:
        super().__init__(initial={"periode": chosen.key})
        self.fields["periode"].choices = [(period.key, period.label) for period in periods]
