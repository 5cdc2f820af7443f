"""A place, new or corrected."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm
from directory.models import Place


class PlaceForm(HouseModelForm):
    """The fields as `add_place` takes them; the action keeps name and area once in the unit."""

    submit_label = _("Gem stedet")

    class Meta:
        model = Place
        fields = ("name", "kind", "area", "description")
        help_texts = {
            "name": _("Som I kalder det. Skriv ikke en borgers navn."),
            "area": _("Fx en bydel. Stederne samles efter område."),
            "description": _("Hvad der kendetegner stedet, og hvem der plejer at være der."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Vælg art")), *Place.Kind.choices]

    def refuse(self, error: ValidationError) -> None:
        """Show at the fields what the action refused."""
        named = error.update_error_dict({})
        for name, errors in named.items():
            self.add_error(name if name in self.fields else None, errors)


class EditPlaceForm(PlaceForm):
    closed = forms.BooleanField(
        label=_("Stedet bruges ikke mere"),
        help_text=_("Det kan ikke vælges i nye kontakter. De gamle kontakter bliver stående."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["closed"] = self.instance.closed_on is not None

    def change(self) -> dict[str, Any]:
        """What `edit_place` takes."""
        data = dict(self.cleaned_data)
        closed = data.pop("closed")
        return {**data, "closed_on": (self.instance.closed_on or timezone.localdate()) if closed else None}


class PlaceSearch(HouseForm):
    q = forms.CharField(label=_("Find et sted"), required=False)
    closed = forms.BooleanField(label=_("Vis også steder, der ikke bruges mere"), required=False)
