"""*Meld, hvad du har set*: where, when, who in neutral words, what one noticed. Nobody is looked up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import Section
from accounts.forms.widgets import ChoiceTiles
from accounts.models import Unit
from cases.forms.contact_choices import PlaceChoice, take_errors
from cases.forms.contact_facts import RESULT_ICONS, long_text
from cases.forms.contact_when import WhenForm
from cases.habits import way_at
from cases.models import Contact
from cases.sightings import places_to_tell

_RESULTS = [(value, label) for value, label in Contact.Result.choices if value != Contact.Result.NOT_MET]


class SightingForm(WhenForm):
    """`sighting()` is what `log_contact` takes."""

    sections = (
        Section(_("Hvor og hvornår"), ("unit", "place", "place_words", "when", "at")),
        Section(_("Hvem og hvad"), ("described_as", "result", "note")),
    )
    submit_label = _("Send")

    unit = forms.ChoiceField(
        label=_("Hvem skal have det"),
        widget=ChoiceTiles(),
        error_messages={"required": _("Vælg, hvem der skal have det.")},
    )
    place = PlaceChoice(label=_("Sted"))
    place_words = forms.CharField(
        label=_("Hvor, med dine egne ord"),
        help_text=_("Hvis stedet ikke er på listen, eller for at finde det igen."),
        max_length=200,
        required=False,
    )
    described_as = forms.CharField(
        label=_("Hvem så du?"),
        help_text=_("Kun det, der kan kende personen igen: alder, tøj, hund, cykel. Ingen navne, ingen vurderinger."),
        max_length=200,
        error_messages={"required": _("Skriv kort, hvem du så.")},
    )
    result = forms.ChoiceField(
        label=_("Talte I sammen?"),
        choices=_RESULTS,
        initial=Contact.Result.SEEN,
        widget=ChoiceTiles(compact=True, icons=RESULT_ICONS),
    )
    note = long_text(_("Hvad lagde du mærke til?"), 4)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"].choices = [(pk, unit.name) for pk, unit in self.units.items()]
        if len(units) == 1:
            # Nothing to choose, and nothing to be wrong about.
            del self.fields["unit"]
        self.fields["place"].offer(places_to_tell(units), _("Ikke på listen"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("place") and not data.get("place_words") and not self.errors.keys() & {"place", "place_words"}:
            self.add_error("place_words", _("Vælg et sted, eller skriv, hvor det var."))
        unit = self.units.get(data.get("unit", ""))
        if unit and data.get("place") and data["place"].unit_id != unit.pk:
            self.add_error(
                "place", _("Stedet er ikke et af dem, %(unit)s kender. Skriv det med dine egne ord.") % {"unit": unit}
            )
        return data

    def sighting(self) -> dict[str, Any]:
        data = self.cleaned_data
        where = _now("Hvor: %(place)s") % {"place": data["place_words"]} if data["place_words"] else ""
        return {
            "unit": self.units[data["unit"]] if "unit" in data else next(iter(self.units.values())),
            **{name: data[name] for name in ("entry_id", "at", "place", "described_as", "result")},
            "way": way_at(data["place"]),
            "note": "\n\n".join(part for part in (where, data["note"].strip()) if part),
            "visibility": Contact.Visibility.UNIT,
        }

    def refuse(self, error: ValidationError) -> None:
        take_errors(self, error)
