"""A driver or a barrier: two taps and a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseModelForm
from accounts.forms.days import PastDay
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import ChoiceTiles
from cases.forms.entry import EntryForm
from measurements.models import DriverNote

_FIELDS = ("kind", "theme", "text", "noticed_on")
_WIDGETS: Mapping[str, forms.Widget] = {
    "kind": ChoiceTiles(compact=True),
    "theme": ChoiceTiles(compact=True),
    "text": forms.Textarea({"rows": 3}),
}


class _Noticed(forms.BaseForm):
    submit_label = _("Gem")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = DriverNote.Kind.choices
        self.fields["theme"].choices = DriverNote.Theme.choices
        self.fields["text"].help_text = _(
            "Om jeres arbejde og vilkår. Nævn ingen borger: hverken navn eller noget, en borger kan kendes på."
        )


class DriverForm(_Noticed, EntryForm, HouseModelForm):
    noticed_on = PastDay(label=_("Hvornår"))

    class Meta:
        model = DriverNote
        fields = _FIELDS
        widgets = _WIDGETS


class DriverCorrectForm(_Noticed, VersionedForm):
    noticed_on = PastDay(label=_("Hvornår"), initial=None)

    class Meta:
        model = DriverNote
        fields = _FIELDS
        widgets = _WIDGETS
