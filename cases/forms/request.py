"""*Anmodning om behandling* without a contact, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.days import PastDay
from accounts.forms.widgets import ChoiceTiles
from cases.models import TreatmentRequest
from cases.requests import Period

#: The period one sees first: the last twelve months.
YEAR = timedelta(days=364)


class RequestForm(HouseForm):
    submit_label = _("Start de 14 dage")

    on = PastDay(
        label=_("Anmodningen kom den"),
        help_text=_("Den første gang borgeren selv bad om behandling, mundtligt eller skriftligt."),
    )


class RequestEndForm(HouseForm):
    submit_label = _("Afgør anmodningen")

    outcome = forms.ChoiceField(
        label=_("Hvad skete der"),
        choices=[choice for choice in TreatmentRequest.Outcome.choices if choice[0] != TreatmentRequest.Outcome.MERGED],
        widget=ChoiceTiles(),
    )
    on = PastDay(label=_("Afgjort den"))
    note = forms.CharField(
        label=_("Grund"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Skal udfyldes, når behandlingen ikke er begyndt, eller når fristen er overskredet."),
    )


class PeriodForm(HouseForm):
    """The days of *Frister*, read from the address."""

    fra = forms.DateField(label=_("Anmodet fra"), required=False)
    til = forms.DateField(label=_("Til og med"), required=False)

    def __init__(self, data: Mapping[str, Any]) -> None:
        today = timezone.localdate()
        self.usual = Period(today - YEAR, today)
        usual = {"fra": self.usual.first.isoformat(), "til": self.usual.last.isoformat()}
        super().__init__({name: data.get(name) or usual[name] for name in usual})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("fra") and data.get("til") and data["til"] < data["fra"]:
            self.add_error("til", _("Dagen ligger før den første."))
        return data

    @property
    def period(self) -> Period:
        """The days chosen, or the last twelve months where they cannot be."""
        if not self.is_valid():
            return self.usual
        return Period(self.cleaned_data["fra"], self.cleaned_data["til"])
