"""An overlevering to another municipality as it is written, received and declined."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section, dress
from accounts.forms.widgets import ChoiceTiles
from accounts.models import Organisation, User
from cases.forms.entry import EntryForm
from cases.models import Citizen, Consent, Information, Relocation
from cases.models.relocation import OTHER, TEXT_LIMIT, TEXTS
from cases.numbers import masked_cpr, written_phone
from cases.relocations import other_municipalities
from cases.search import Hit

NEW = "new"


class RelocationForm(EntryForm, HouseForm):
    """One text for each type of information that the consent covers, and no other."""

    submit_label = _("Send overleveringen")
    sections = (
        Section(_("Til hvem"), ("receiver", "moved_on"), columns=2),
        Section(_("Hvem det drejer sig om"), ("with_cpr", "with_phone")),
        Section(
            _("Det, de får at vide"),
            TEXTS,
            text=_(
                "Kun det, samtykket omfatter. Felterne er udfyldt med det, I har skrevet her: ret og slet, som du vil. "
                "Tomme felter sendes ikke."
            ),
        ),
    )

    #: Under which it was written: what was typed is not lost when that one ends meanwhile.
    consent = forms.UUIDField(widget=forms.HiddenInput, required=False)
    receiver = forms.ModelChoiceField(label=_("Ny kommune"), queryset=Organisation.objects.none())
    moved_on = forms.DateField(
        label=_("Flyttet den"), initial=timezone.localdate, help_text=_("Dagen må gerne ligge forude.")
    )
    with_cpr = forms.BooleanField(required=False)
    with_phone = forms.BooleanField(required=False)

    def __init__(
        self,
        *args: Any,
        user: User,
        citizen: Citizen,
        consent: Consent,
        municipalities: list[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial["consent"] = consent.pk
        self.fields["receiver"].queryset = other_municipalities(user)
        # Asked for by the page already.
        self.fields["receiver"].choices = [("", _("Vælg kommune")), *((one.pk, one.name) for one in municipalities)]
        is_named = citizen.identity == Citizen.Identity.NAMED
        numbers = {"with_cpr": masked_cpr(citizen.cpr), "with_phone": written_phone(citizen.phone)}
        labels = {"with_cpr": _("Send CPR-nummeret med: %(number)s"), "with_phone": _("Send telefonen med: %(number)s")}
        for name, number in numbers.items():
            if is_named and number:
                self.fields[name].label = labels[name] % {"number": number}
            else:
                del self.fields[name]
        self.keys = [*consent.kinds.split(), *([OTHER] if consent.kinds_words else [])]
        for key in self.keys:
            words = consent.kinds_words[:1].upper() + consent.kinds_words[1:]
            label = words if key == OTHER else Information(key).label
            self.fields[key] = _text(label)

    @property
    def sending(self) -> dict[str, Any]:
        """What the action is to write."""
        values = dict(self.cleaned_data)
        texts = {key: values.pop(key, "") for key in self.keys}
        entry_id = values.pop("entry")
        del values["consent"]
        return {**values, "texts": texts, "entry_id": entry_id}


def _text(label: Any) -> forms.CharField:
    field = forms.CharField(label=label, required=False, max_length=TEXT_LIMIT, widget=forms.Textarea({"rows": 4}))
    dress(field)
    return field


class ReceiveForm(HouseForm):
    """On whom: one of those who may be the same person, or a new citizen."""

    submit_label = _("Tag imod")

    searched = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    who = forms.ChoiceField(label=_("Kender I borgeren?"), widget=ChoiceTiles())
    known_as = forms.CharField(
        label=_("Kaldenavn til den nye borger"),
        max_length=80,
        required=False,
        help_text=_("Der er ikke sendt et navn. Skriv det, I kalder borgeren."),
    )

    def __init__(self, *args: Any, relocation: Relocation, hits: list[Hit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["who"]
        who.choices = [*((str(hit.id), hit.shown) for hit in hits), (NEW, _("Ny borger i jeres enhed"))]
        who.widget = ChoiceTiles(hints={str(hit.id): hit.meta for hit in hits})
        who.widget.choices = who.choices
        who.error_messages["required"] = _("Vælg en borger, eller vælg ny borger.")
        if relocation.name:
            del self.fields["known_as"]
        if not hits:
            self.initial.setdefault("who", NEW)


class DeclineForm(HouseForm):
    submit_label = _("Svar, at I ikke tager imod")

    refusal = forms.CharField(
        label=_("Hvorfor?"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Afsenderen læser det. Skriv ikke om andre borgere."),
    )
