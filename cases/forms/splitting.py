"""*Flyt til en anden borger*: what, to whom, and why."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.policy import Can
from cases.forms.contact_who import WhoForm, uuids
from cases.models import Citizen
from cases.splitting import MOST, Page, movable_contacts, movable_tasks
from cases.timeline import Key

_GONE = _("Noget af det valgte står ikke længere på denne borger. Se efter, hvad der er valgt.")
_WORDS = {"invalid_choice": _GONE, "invalid_pk_value": _GONE}


class SplitForm(WhoForm):
    """`page` says which contacts stand there to be chosen; those chosen on other pages stay chosen."""

    form_tag = False
    submit_label = _("Flyt")

    contacts = forms.ModelMultipleChoiceField(queryset=None, required=False, error_messages=_WORDS)
    tasks = forms.ModelMultipleChoiceField(queryset=None, required=False, error_messages=_WORDS)
    plan = forms.BooleanField(
        label=_("Flyt hele den egne plan"),
        required=False,
        help_text=_("Mål, det der går godt, valgte tilbud med fremmøde, og evalueringer."),
    )
    first = forms.DateField(label=_("Fra"), required=False)
    last = forms.DateField(label=_("Til"), required=False)
    before = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Hvorfor flyttes det?"),
        max_length=300,
        help_text=_("Fx »Skrevet på den forkerte Lars«. Det ses på begge borgeres historik."),
        error_messages={"required": _("Skriv kort, hvorfor det flyttes.")},
    )

    def __init__(self, *args: Any, source: Citizen, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["citizens"].offer(Citizen.objects.visible_to(user, may=Can.JOIN_CITIZENS))
        self.fields["contacts"].queryset = movable_contacts(source, user).defer("note", "citizens_words")
        self.fields["tasks"].queryset = movable_tasks(source, user)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = len(data.get("contacts", ())) + len(data.get("tasks", ()))
        people = len(data.get("citizens", ())) + len(data.get("aliases", ()))
        if not chosen and not data.get("plan") and not {"contacts", "tasks"} & set(self.errors):
            self.add_error("contacts", _("Vælg mindst én kontakt eller opgave."))
        if chosen > MOST:
            text = _("Der kan flyttes %(most)s ad gangen. Er det hele den samme person, så saml de to borgere.")
            self.add_error("contacts", text % {"most": MOST})
        if people != 1 and not {"citizens", "aliases"} & set(self.errors):
            self.add_error("citizens", _("Vælg kun én borger.") if people else _("Vælg den borger, det er."))
        return data

    def picked(self, name: str) -> list[UUID]:
        """What is chosen so far of `contacts` or `tasks`, also on a form that was not sent yet."""
        values = self.data.getlist(name) if self.is_bound else self.initial.get(name, [])
        return uuids(values)[:MOST]

    @property
    def page(self) -> Page:
        """Read from what was typed, whatever else is missing."""
        return Page(Key.read(self["before"].value() or ""), self._day("first"), self._day("last"))

    def _day(self, name: str) -> Any:
        try:
            return self.fields[name].clean(self[name].value())
        except forms.ValidationError:
            return None

    def split(self) -> dict[str, Any]:
        """What `split_off` takes."""
        data = self.cleaned_data
        return {
            "contacts": list(data["contacts"]),
            "tasks": list(data["tasks"]),
            "plan": data["plan"],
            "target": data["citizens"][0] if data["citizens"] else None,
            "alias": "".join(data["aliases"]),
            "reason": data["reason"],
        }
