"""Contact with services before and after: one screen each, radio tiles, and everything may stay unasked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section
from accounts.forms.days import PastDay
from accounts.forms.widgets import ChoiceTiles
from outreach.bridging_facts import Contacted
from outreach.models.affiliation import AFTER, BEFORE, Service, Status, status_words

NOT_ASKED = _("Ikke spurgt")
#: Asked of everybody; the others are one fold.
FIRST = (Service.DRUG_TREATMENT.value, Service.SUBSTITUTION.value)


class AffiliationForm(HouseForm):
    """A question for each service. `known`: what was said, by service."""

    codes: Mapping[str, Sequence[Status]] = BEFORE
    submit_label = _("Gem")

    asked_on = PastDay(label=_("Spurgt den"), required=False)

    def __init__(self, *args: Any, known: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields.pop("asked_on")
        for service in Service:
            self.fields[service.value] = _question(service, self.codes[service.value])
            self.initial.setdefault(service.value, known.get(service.value, ""))
        self.fields["asked_on"] = day

    def answers(self) -> dict[str, str]:
        return {service: self.cleaned_data[service] for service in Service.values}


class BeforeForm(AffiliationForm):
    codes = BEFORE
    sections = (
        Section(_("Stofmisbrugsbehandling"), FIRST),
        Section(
            _("Øvrige sociale og sundhedsfaglige tilbud"),
            tuple(service for service in Service.values if service not in FIRST),
        ),
        Section("", ("asked_on",)),
    )


class AfterForm(AffiliationForm):
    """`likely`: services the citizen had or was brought to; the others stand in a fold."""

    codes = AFTER

    def __init__(self, *args: Any, likely: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = tuple(service for service in Service.values if service in FIRST or service in likely)
        rest = tuple(service for service in Service.values if service not in first)
        self.sections = (  # of this form alone: it depends on what the citizen had
            Section(_("Hvordan er kontakten efter indsatsen?"), first, text=_("Kan stå tomt og udfyldes senere.")),
            Section(_("Flere tilbud"), rest, fold=True),
            Section("", ("asked_on",)),
        )


class BridgeForm(HouseForm):
    submit_label = _("Gem")

    service = forms.ChoiceField(label=_("Hvilket tilbud"), choices=Service.choices, widget=ChoiceTiles(compact=True))
    accompanied_on = PastDay(label=_("Fulgt til tilbuddet den"), required=False, initial=None)
    stable_on = PastDay(
        label=_("Stabil kontakt opnået den"),
        required=False,
        initial=None,
        help_text=_("Når borgeren selv holder kontakten, og I kan trække jer."),
    )
    note = forms.CharField(label=_("Bemærkning"), max_length=200, required=False)


def likely_services(rows: Sequence[Contacted]) -> set[str]:
    """Those the citizen had before, was brought to, or has been asked about after."""
    had = {Status.RECEIVES, Status.SPORADIC, Status.REGULAR}
    return {row.service for row in rows if row.before in had or row.accompanied_on or row.stable_on or row.after}


def _question(service: Service, codes: Sequence[Status]) -> forms.ChoiceField:
    choices = [("", NOT_ASKED), *((code.value, status_words(service, code)) for code in codes)]
    return forms.ChoiceField(
        label=service.label, choices=choices, required=False, widget=ChoiceTiles({"class": "words"}, compact=True)
    )
