"""Nine questions on one page, one tap each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseModelForm, Section
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import ChoiceTiles
from cases.forms.entry import EntryForm
from measurements.fidelity_items import FIGURES, MI, SOLUTION_FOCUSED
from measurements.models import TechniqueUse
from measurements.models.technique import TECHNIQUES, Degree

_FIELDS = (*TECHNIQUES, "left_open")
_WIDGETS: Mapping[str, forms.Widget] = {name: ChoiceTiles({"class": "words"}) for name in TECHNIQUES}


class _Nine(forms.BaseForm):
    submit_label = _("Gem")
    sections = (
        Section(FIGURES["F5-2"][0], tuple(one.field for one in MI)),
        Section(FIGURES["F5-3"][0], tuple(one.field for one in SOLUTION_FOCUSED)),
        Section(_("Kan det ikke besvares?"), ("left_open",), fold=True),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in (*MI, *SOLUTION_FOCUSED):
            field = self.fields[one.field]
            field.label, field.help_text = f"{one.number}. {one.short}", one.example
            field.choices = [*Degree.choices, ("", _("Ikke besvaret"))]
        self.fields["left_open"].label = _("Hvorfor ikke?")
        self.fields["left_open"].help_text = _("Fx at den, der havde forløbet, er stoppet. Ellers tomt.")

    def answers(self) -> dict[str, Any]:
        """As the actions take them."""
        return {
            "answers": {name: self.cleaned_data[name] for name in TECHNIQUES},
            "left_open": self.cleaned_data["left_open"],
        }


class TechniqueForm(_Nine, EntryForm, HouseModelForm):
    class Meta:
        model = TechniqueUse
        fields = _FIELDS
        widgets = _WIDGETS


class TechniqueCorrectForm(_Nine, VersionedForm):
    class Meta:
        model = TechniqueUse
        fields = _FIELDS
        widgets = _WIDGETS
