"""A name for somebody who had none, and one record out of two."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section
from accounts.forms.widgets import ChoiceTiles, LongText
from accounts.models import User
from cases.actions.identity import OWN_ACT
from cases.forms.citizen import HELP, LABELS, CitizenFields
from cases.models import Citizen, Identification
from cases.numbers import masked_cpr, written_phone
from cases.pairs import BOTH, GONE, KEEP, both_aliases, column, differing, fingerprint, proposed

NAME_LENGTH = 120


class IdentifyForm(CitizenFields, HouseForm):
    """`facts` is what `identify_citizen` takes. What is known of the citizen already is not asked again."""

    submit_label = _("Gem navnet")

    name = forms.CharField(
        label=LABELS["name"],
        max_length=NAME_LENGTH,
        error_messages={"required": _("Skriv borgerens navn.")},
    )
    cpr = forms.CharField(label=LABELS["cpr"], max_length=20, required=False, help_text=_("Kan stå tomt."))
    birth_year = forms.IntegerField(
        label=LABELS["birth_year"], min_value=1900, max_value=2100, required=False, help_text=HELP["birth_year"]
    )
    phone = forms.CharField(label=LABELS["phone"], max_length=20, required=False)
    how = forms.ChoiceField(
        label=_("Hvorfra kender I navnet?"), choices=Identification.How.choices, widget=ChoiceTiles(compact=True)
    )
    own_act = forms.BooleanField(
        label=_("Borgeren vil selv ikke længere være anonym og ved, at navnet bliver skrevet her."),
        error_messages={"required": _("Sæt kun hak, når borgeren selv har sagt det. Ellers må navnet ikke skrives.")},
    )

    def __init__(self, *args: Any, citizen: Citizen, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance = citizen
        if citizen.identity == Citizen.Identity.ANONYMOUS:
            self.fields["how"].choices = [choice for choice in Identification.How.choices if choice[0] in OWN_ACT]
        else:
            del self.fields["own_act"]
        for name in ("cpr", "phone", "birth_year"):
            if getattr(citizen, name):
                del self.fields[name]
        self.set_up(user)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["identity"] = Citizen.Identity.NAMED
        cleaned = super().clean()
        year = getattr(self, "cpr_year", None)
        if year and "birth_year" not in self.fields:
            # What one guessed on the street gives way to the number.
            cleaned["birth_year"] = year
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        names = ("name", "cpr", "phone", "birth_year", "how")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}


class MergeForm(HouseForm):
    """For each field in which the two differ: whose value stands. `seen` tells whether either was edited meanwhile."""

    submit_label = _("Saml dem til én")
    sections = (Section("", ("reason",)),)

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(
        label=_("Hvordan ved I, at det er den samme?"),
        max_length=300,
        required=False,
        widget=LongText(attrs={"rows": 2}),
        help_text=_("Kan stå tomt. Ses i historikken."),
    )

    def __init__(self, *args: Any, keep: Citizen, gone: Citizen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.now = fingerprint(keep, gone)
        self.choosing = [name for name in differing(keep, gone) if name != "cpr"]
        for name in self.choosing:
            self.fields[name] = _choice(keep, gone, name)

    @property
    def choices(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.choosing if self.cleaned_data[name]}

    def look_again(self) -> None:
        """What is shown now has been seen when it is sent again."""
        self.data = self.data.copy()
        self.data["seen"] = self.now


def _choice(keep: Citizen, gone: Citizen, name: str) -> forms.ChoiceField:
    choices = [(KEEP, said(keep, name)), (GONE, said(gone, name))]
    if name == "alias" and (together := both_aliases(keep, gone)):
        choices.append((BOTH, together))
    hints = {KEEP: _("Står på den, der bliver"), GONE: _("Står på den anden"), BOTH: _("Begge")}
    return forms.ChoiceField(
        label=LABELS.get(name, column(Citizen, name).verbose_name),
        choices=choices,
        initial=proposed(keep, gone, name),
        required=False,
        widget=ChoiceTiles(hints=hints),
    )


def said(citizen: Citizen, name: str) -> str:
    """What the record says, as the page shows it."""
    value = getattr(citizen, name)
    if isinstance(value, bool):
        return str(_("Ja") if value else _("Nej"))
    if not value:
        return str(_("Ikke oplyst"))
    if name == "cpr":
        return masked_cpr(value)
    if name == "phone":
        return written_phone(value)
    if name == "address" and citizen.protected:
        return str(_("Beskyttet adresse"))
    if name == "rhythm_days":
        return str(_("%(days)s dage") % {"days": value})
    display = getattr(citizen, f"get_{name}_display", None)
    return str(display() if display else value)
