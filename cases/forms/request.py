"""*Anmodning om behandling* without a contact, and how it ended."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.widgets import ChoiceTiles
from cases.forms.days import PastDay
from cases.models import TreatmentRequest


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
