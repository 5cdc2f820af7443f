"""What is said about a contact, whether it is written for the first time or put right."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.widgets import ChoiceTiles, Minutes
from cases.actions.contact import REST_DAYS
from cases.forms.contact_choices import PartnerChoice, PlaceChoice, take_errors
from cases.habits import way_at
from cases.models import Contact
from cases.models.contact import NOTE_LIMIT

RESULT_ICONS = {"talked": "talk", "seen": "eye", "not_met": "eye-off"}
WAY_ICONS = {
    "street": "street", "drop_in": "cup", "home": "house", "phone": "phone", "sms": "inbox", "video": "video",
    "walk_and_talk": "walk", "hospital": "hospital", "psychiatry": "heart", "centre": "unit", "shelter": "bed",
    "other": "dot",
}  # fmt: skip


def long_text(label: Any, rows: int) -> forms.CharField:
    """A text of which the action says when it is too long, so that nothing is cut on the way."""
    return forms.CharField(
        label=label, required=False, widget=forms.Textarea(attrs={"rows": rows, "data-longest": NOTE_LIMIT})
    )


class FactsForm(HouseForm):
    """Fields of one contact. What is left out keeps its usual value."""

    #: What an action calls a field, and where it stands on the screen.
    field_of: dict[str, str] = {}
    fields: dict[str, Any]

    result = forms.ChoiceField(
        label=_("Hvad skete der"),
        choices=Contact.Result.choices,
        widget=ChoiceTiles(compact=True, icons=RESULT_ICONS),
        error_messages={"required": _("Vælg, hvad der skete.")},
    )
    place = PlaceChoice(label=_("Sted"))
    way = forms.ChoiceField(
        label=_("Måde"),
        choices=Contact.Way.choices,
        required=False,
        widget=ChoiceTiles(compact=True, icons=WAY_ICONS),
    )
    minutes = forms.IntegerField(label=_("Minutter"), required=False, min_value=0, max_value=1440, widget=Minutes())
    wish = forms.ChoiceField(
        label=_("Borgerens ønske om kontakt"),
        choices=[("", _("Ikke sagt")), *Contact.Wish.choices],
        required=False,
        widget=ChoiceTiles(compact=True),
    )
    rest_until = forms.DateField(
        label=_("Lad være i fred til"),
        help_text=_("Står feltet tomt, er det 14 dage ved »Ikke nu« og 90 dage ved »Nej«."),
        required=False,
    )
    initiative = forms.ChoiceField(
        label=_("På initiativ af"),
        choices=Contact.Initiative.choices,
        initial=Contact.Initiative.WORKER,
        required=False,
        widget=ChoiceTiles(compact=True),
    )
    initiative_partner = PartnerChoice(label=_("Hvilken samarbejdspartner"))
    note = long_text(_("Notat"), 5)
    visibility = forms.ChoiceField(
        label=_("Hvem kan læse notatet"),
        choices=Contact.Visibility.choices,
        initial=Contact.Visibility.TEAM,
        required=False,
        widget=ChoiceTiles(compact=True),
    )
    citizens_words = long_text(_("Borgerens egne ord"), 3)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in ("initiative", "visibility"):
            if name in self.fields and not data.get(name):
                data[name] = self.get_initial_for_field(self.fields[name], name)
        if data.get("wish") not in REST_DAYS:
            data["rest_until"] = None
        if data.get("initiative") != Contact.Initiative.PARTNER:
            data["initiative_partner"] = None
        data["way"] = data.get("way") or way_at(data.get("place"))
        return data

    def refuse(self, error: ValidationError) -> None:
        """Show at the fields what the action refused."""
        take_errors(self, error, self.field_of)
