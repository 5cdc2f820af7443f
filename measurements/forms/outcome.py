"""*Udfald* of a treatment, by itself or where a course is closed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.widgets import ChoiceTiles
from measurements.models import TreatmentOutcome

_LABEL = _("Hvad kom der ud af behandlingen?")


class OutcomeForm(HouseForm):
    submit_label = _("Gem udfaldet")

    outcome = forms.ChoiceField(
        label=_LABEL, choices=TreatmentOutcome.Outcome.choices, widget=ChoiceTiles({"class": "words"})
    )


class ClosingOutcomeForm(HouseForm):
    """Beside the other questions of an end; may stay open and be answered later."""

    form_tag = False

    outcome = forms.ChoiceField(
        label=_LABEL,
        choices=[("", _("Ved det ikke endnu")), *TreatmentOutcome.Outcome.choices],
        required=False,
        widget=ChoiceTiles({"class": "words"}, compact=True),
        help_text=_("Til indberetningen. Lad det stå, når grunden er død, kontakten mistet eller vejledt og rådgivet."),
    )


class NothingToAsk(HouseForm):
    """Of a course without treatment."""

    form_tag = False
