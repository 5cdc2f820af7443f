"""When a step began or ended, and why one is left out."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.days import PastDay


class StepDayForm(HouseForm):
    """Today, unless another day is said."""

    on = PastDay(label=_("Hvilken dag"))


class StepSkipForm(HouseForm):
    submit_label = _("Spring trinnet over")

    reason = forms.CharField(label=_("Hvorfor"), max_length=200, help_text=_("Trinnet kan begyndes senere alligevel."))
    on = PastDay(label=_("Hvilken dag"))
