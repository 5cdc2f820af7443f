"""The page to the citizen's doctor, and the answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.days import PastDay
from accounts.forms.widgets import ChoiceTiles
from cases.forms.entry import EntryForm
from cases.models import Consent


def _part(label: Any, longest: int, rows: int, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, max_length=longest, widget=widget, help_text=help_text)


class OrientationForm(EntryForm, HouseForm):
    """Starts with words that say no more than the consent covers; the worker makes them the citizen's."""

    submit_label = _("Gem og vis til udskrift")

    consent = forms.ModelChoiceField(
        label=_("Under hvilket samtykke?"), queryset=Consent.objects.none(), empty_label=None, widget=ChoiceTiles()
    )
    told_on = PastDay(label=_("Dato"))
    who_we_are = _part(_("Hvem vi er"), 800, 3)
    wish = _part(_("Borgerens ønske"), 800, 3, _("Med borgerens egne ord, og kun det, samtykket omfatter."))
    we_ask = _part(_("Hvad vi beder dig om"), 800, 3)
    reach_us = _part(_("Sådan får du fat i os"), 400, 2)

    def __init__(self, *args: Any, consents: list[Consent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["consent"]
        field.queryset = Consent.objects.filter(pk__in=[one.pk for one in consents]).select_related("partner")
        field.label_from_instance = lambda one: f"{one.receiver}: {one.covers}"
        field.widget.choices = field.choices
        field.error_messages["invalid_choice"] = _("Samtykket gælder ikke mere. Vælg et andet.")
        if consents:
            self.initial.setdefault("consent", consents[0].pk)


class AnswerForm(HouseForm):
    submit_label = _("Gem svaret")

    on = PastDay(label=_("Svaret kom den"))
    answer = forms.CharField(label=_("Hvad svarede lægen?"), max_length=500, widget=forms.Textarea({"rows": 3}))
