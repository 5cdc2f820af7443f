"""The form these tests fill in, and what its view got and shall answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.forms.base import HouseForm, Section
from accounts.forms.widgets import CheckTiles, ChoiceTiles, Minutes


@dataclass
class Desk:
    """What the form's view got, and what it shall answer next: an exception to raise or a status."""

    got: list[str] = field(default_factory=list)
    answers: list[Exception | int] = field(default_factory=list)


desk = Desk()

WAYS = [("street", "Gade"), ("drop_in", "Værested"), ("phone", "Telefon")]


class NoteForm(HouseForm):
    sections = (
        Section("Hvordan", ("way", "on", "minutes"), columns=2),
        Section("Hvad", ("note",)),
        Section("Mere", ("who",), fold=True, text="Kun når andre var med."),
    )
    submit_label = "Gem notat"

    way = forms.ChoiceField(label="Måde", choices=WAYS, widget=ChoiceTiles(compact=True, icons={"phone": "phone"}))
    on = forms.DateField(label="Dag", required=False)
    minutes = forms.IntegerField(label="Minutter", widget=Minutes(), required=False)
    note = forms.CharField(label="Notat", widget=forms.Textarea, max_length=40, help_text="Kort.")
    who = forms.MultipleChoiceField(
        label="Med", choices=[("a", "Amina")], widget=CheckTiles(hints={"a": "Kollega"}), required=False
    )


def refusal() -> PermissionDenied:
    refused = PermissionDenied()
    refused.reason = "Kun kontaktpersonen må rette det."  # type: ignore[attr-defined]
    return refused


missing = Http404
