"""What a shift writes: checks, notes, needs, the handover."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section
from accounts.forms.widgets import CheckTiles, ChoiceTiles
from cases.forms.entry import EntryForm
from cases.models.change_cycle import ChangeStage
from crisis_center.forms.told import ToldForm
from crisis_center.models import CentreNote, Need, Shift
from crisis_center.models.note import shift_at


class CheckForm(HouseForm):
    submit_label = _("Gem tilsynet")

    at = forms.DateTimeField(label=_("Set"), initial=timezone.now)
    words = forms.CharField(label=_("Hvad du så"), max_length=300, required=False)


class NoteForm(EntryForm, ToldForm):
    sections = (
        Section(
            _("Samtale"),
            ("theme", "citizens_words", "stage"),
            text=_("Kun når det var en samtale om noget bestemt."),
            fold=True,
        ),
        Section(_("Hvornår"), ("happened_at", "shift")),
    )
    submit_label = _("Gem notatet")

    class Meta:
        model = CentreNote
        fields = ("kind", "text", "theme", "citizens_words", "stage", "happened_at", "shift")
        widgets = {
            "kind": ChoiceTiles(compact=True, hints={"health": _("Kun for dem, der må læse sundhedsfaglige notater")}),
            "citizens_words": forms.Textarea({"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = CentreNote.Kind.choices
        self.fields["shift"].required = False
        self.fields["shift"].choices = [("", _("Efter klokkeslættet")), *Shift.choices]
        self.fields["stage"].choices = [("", _("Ikke vurderet")), *ChangeStage.choices]
        for name, value in {"kind": CentreNote.Kind.SHIFT, "happened_at": timezone.now()}.items():
            if not self.initial.get(name):
                self.initial[name] = value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") != CentreNote.Kind.TALK:
            for name in ("theme", "citizens_words", "stage"):
                if cleaned.get(name):
                    self.add_error(
                        name, _("Hører til en samtale. Vælg »Samtale« ovenfor, eller flyt teksten til notatet.")
                    )
        return cleaned


class NeedForm(ToldForm):
    submit_label = _("Gem behovet")

    class Meta:
        model = Need
        fields = ("area", "doing", "wish")
        widgets = {"area": ChoiceTiles(compact=True), "wish": ChoiceTiles(compact=True)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = Need.Area.choices
        self.fields["wish"].choices = Need.Wish.choices


class HandoverForm(EntryForm, HouseForm):
    """`stays`: (id, name, room) of those in the house; those watched now are ticked."""

    submit_label = _("Gem overleveringen")

    text = forms.CharField(
        label=_("Hvad skal næste vagt vide?"), max_length=4000, widget=forms.Textarea({"rows": 8}),
        help_text=_("Om huset og om borgerne. Det, der hører til én borger alene, skriver du i borgerens notat."),
    )  # fmt: skip
    watched = forms.MultipleChoiceField(label=_("Hold øje i nat"), required=False, widget=CheckTiles(compact=True))
    shift = forms.ChoiceField(label=_("Fra vagten"), choices=Shift.choices, widget=ChoiceTiles(compact=True))

    def __init__(self, *args: Any, stays: Iterable[tuple[UUID, str]], watched: Iterable[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["watched"].choices = [(str(pk), label) for pk, label in stays]
        self.initial |= {
            "watched": [str(pk) for pk in watched],
            "shift": shift_at(timezone.now()),
        }

    def clean_watched(self) -> set[UUID]:
        return {UUID(pk) for pk in self.cleaned_data["watched"]}
