"""What one does with a contact afterwards: correct it, read it along, say who it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section
from accounts.models import User
from cases.actions.contact import REST_DAYS
from cases.forms.contact_choices import places_and_partners_of, take_errors
from cases.forms.contact_facts import FactsForm, long_text
from cases.forms.contact_who import WhoForm


class CorrectionForm(FactsForm):
    """The contact as it stands, to be put right, and why. A note one may not read is left as it is."""

    sections = (
        Section(_("Hvad der skete"), ("at", "result", "place", "way", "minutes")),
        Section(_("Borgerens ønske"), ("wish", "rest_until", "asks_for_treatment")),
        Section(_("På initiativ af"), ("initiative", "initiative_partner")),
        Section(_("Notat"), ("note", "visibility", "citizens_words")),
        Section(_("Hvorfor"), ("correction_reason",)),
    )
    submit_label = _("Gem rettelsen")

    at = forms.DateTimeField(label=_("Dag og klokkeslæt"), widget=forms.DateTimeInput())
    asks_for_treatment = forms.BooleanField(
        label=_("Borgeren beder om behandling"),
        help_text=_("Det starter de 14 dage efter SEL § 101."),
        required=False,
    )
    correction_reason = forms.CharField(
        label=_("Hvorfor rettes kontakten?"),
        max_length=200,
        error_messages={"required": _("Skriv kort, hvorfor kontakten rettes.")},
    )

    _WITH_THE_NOTE = ("note", "visibility", "citizens_words")

    def __init__(self, *args: Any, contact: Any, user: User, **kwargs: Any) -> None:
        """`contact` comes with `note_text`, `words_text` and `may_read_note`."""
        names = (
            "at",
            "result",
            "way",
            "minutes",
            "wish",
            "rest_until",
            "asks_for_treatment",
            "initiative",
            "visibility",
        )
        initial = {name: getattr(contact, name) for name in names}
        initial |= {"place": contact.place_id, "note": contact.note_text, "citizens_words": contact.words_text}
        initial["initiative_partner"] = contact.initiative_partner_id
        super().__init__(*args, initial=initial, **kwargs)
        places, partners = places_and_partners_of(user)
        if contact.place:
            places.setdefault(contact.place.pk, contact.place)
        if contact.initiative_partner:
            partners.setdefault(contact.initiative_partner.pk, contact.initiative_partner)
        self.fields["place"].offer(places)
        self.fields["initiative_partner"].offer(partners)
        if not contact.may_read_note:
            for name in self._WITH_THE_NOTE:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        days = REST_DAYS.get(data.get("wish", ""))
        if days and not data.get("rest_until") and data.get("at"):
            data["rest_until"] = timezone.localdate(data["at"]) + timedelta(days=days)
        return data

    def correction(self) -> dict[str, Any]:
        """What `correct_contact` takes."""
        data = dict(self.cleaned_data)
        return {"reason": data.pop("correction_reason"), **data}


class ReadAlongForm(HouseForm):
    submit_label = _("Gem")

    citizens_words = long_text(_("Vil du selv tilføje noget?"), 4)

    def refuse(self, error: ValidationError) -> None:
        take_errors(self, error)


class RecogniseForm(WhoForm):
    """One citizen, found by the same search as in *Ny kontakt*, or a new one by an alias."""

    form_tag = False
    submit_label = _("Det er borgeren")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = len(data.get("citizens", ())) + len(data.get("aliases", ()))
        if chosen != 1 and not self.errors:
            self.add_error("citizens", _("Vælg kun én borger.") if chosen else _("Vælg den borger, det er."))
        return data

    def who(self) -> dict[str, Any]:
        """What `recognise` takes."""
        data = self.cleaned_data
        return {"citizen": data["citizens"][0] if data["citizens"] else None, "alias": "".join(data["aliases"])}
