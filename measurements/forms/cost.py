"""A rate, a booked amount, and which quarters."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.widgets import ChoiceTiles
from cases.forms.entry import EntryForm
from measurements.activities import Activity, Grade
from measurements.forms.amounts import AmountField
from measurements.quarters import Quarter


class RateForm(HouseForm):
    submit_label = _("Gem satsen")

    grade = forms.ChoiceField(label=_("Timer som"), choices=Grade.choices, widget=ChoiceTiles(compact=True))
    amount = AmountField(label=_("Kr. pr. time"))
    from_on = forms.DateField(label=_("Gælder fra"), help_text=_("Uger, der begynder den dag eller senere."))
    source = forms.CharField(
        label=_("Hvor kommer satsen fra?"), max_length=200, help_text=_("Fx lønstatistikken og årstallet.")
    )


class AmountForm(EntryForm, HouseForm):
    submit_label = _("Gem beløbet")

    text = forms.CharField(label=_("Hvad"), max_length=200, help_text=_("Fx bøger, udstyr eller taxa."))
    amount = AmountField(label=_("Beløb i kr."))
    booked_on = forms.DateField(label=_("Dag"), initial=timezone.localdate)
    activity = forms.ChoiceField(label=_("Aktivitet"), choices=Activity.choices, initial=Activity.OTHER)


class PeriodForm(HouseForm):
    """From a quarter to a quarter. The fields are named as they stand in the address."""

    fra = forms.ChoiceField(label=_("Fra og med"), required=False)
    til = forms.ChoiceField(label=_("Til og med"), required=False)

    def __init__(self, *, quarters: Sequence[Quarter], first: Quarter, last: Quarter) -> None:
        super().__init__(initial={"fra": str(first), "til": str(last)})
        choices = [(str(one), one.title) for one in quarters]
        self.fields["fra"].choices = self.fields["til"].choices = choices
