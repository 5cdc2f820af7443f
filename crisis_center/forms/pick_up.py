"""Who fetches, and how it went."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseModelForm, Section
from accounts.forms.widgets import ChoiceTiles
from crisis_center.models import PickUp

_ALONG = ("belongings", "medicine")


class PickUpForm(HouseModelForm):
    submit_label = _("Gem afhentningen")
    sections = (
        Section(_("Turen"), ("fetched_by", "how")),
        Section("", ("planned_at", "left_at"), columns=2),
        Section(_("Med på turen"), ("escort", *_ALONG)),
        Section(_("Undervejs"), ("motivation",)),
    )

    how = forms.ChoiceField(
        label=_("Hvordan?"), choices=PickUp.How.choices, required=False, widget=ChoiceTiles(compact=True)
    )

    class Meta:
        model = PickUp
        fields = ("fetched_by", "how", "planned_at", "left_at", "escort", *_ALONG, "motivation")
        labels = {
            "fetched_by": _("Hvem henter?"), "planned_at": _("Aftalt afgang"), "left_at": _("Taget afsted"),
            "escort": _("Hvem følger borgeren hele vejen?"), "belongings": _("Ejendele, der skal med"),
            "medicine": _("Medicin, der skal med"), "motivation": _("Hvad motiverer borgeren på vejen?"),
        }  # fmt: skip
        help_texts = {"fetched_by": _("Navn og telefon."), "left_at": _("Tomt, til I er på vej.")}
        widgets = {"motivation": forms.Textarea({"rows": 2})}

    def _post_clean(self) -> None:
        """The action makes and checks the row."""


class PickUpEndForm(HouseModelForm):
    """What is known when one is back is asked only here."""

    submit_label = _("Gem")

    result = forms.ChoiceField(label=_("Hvordan gik det?"), choices=PickUp.Result.choices, widget=ChoiceTiles())
    ended_at = forms.DateTimeField(label=_("Hvornår?"))

    class Meta:
        model = PickUp
        fields = ("result", "ended_at", "motivation", *_ALONG)
        labels = {
            "motivation": _("Motivation undervejs"), "belongings": _("Ejendele med"), "medicine": _("Medicin med"),
        }  # fmt: skip
        help_texts = {"motivation": _("Hvad I talte om, og hvad borgeren selv sagde.")}
        widgets = {"motivation": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.initial.get("ended_at"):
            self.initial["ended_at"] = timezone.localtime().replace(second=0, microsecond=0)

    def _post_clean(self) -> None:
        """The action checks the row."""
