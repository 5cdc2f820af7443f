"""A checklist's points as rows: wording, place in the order, and removed by emptying."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm

#: Empty rows for new points.
SPARE = 3


class ChecklistPointForm(HouseForm):
    """One point. `key` is empty for a new one."""

    form_tag = False

    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    text = forms.CharField(label=_("Punkt"), max_length=300, required=False, widget=forms.Textarea({"rows": 2}))
    place = forms.IntegerField(label=_("Plads"), min_value=0, max_value=999, required=False)
    remove = forms.BooleanField(label=_("Fjern"), required=False)


class _Points(forms.BaseFormSet):
    def clean(self) -> None:
        if not any(self.errors) and not self.points():
            raise ValidationError(_("En tjekliste skal have mindst ét punkt."))

    def points(self) -> list[tuple[str, str]]:
        """(key, wording) in the chosen order; without those removed or empty."""
        # A key the page did not give, or gave once, is none: the point is a new one.
        keys = {form.initial.get("key", "") for form in self.forms}
        rows = []
        for number, form in enumerate(self.forms):
            if form.cleaned_data.get("text") and not form.cleaned_data.get("remove"):
                key = form.cleaned_data.get("key", "")
                known = key if key in keys else ""
                keys.discard(known)
                rows.append((form.cleaned_data.get("place") or 0, number, known, form.cleaned_data["text"]))
        # Without a place of its own a new point comes last.
        rows.sort(key=lambda row: (row[0] or 1000, row[1]))
        return [(key, text) for _place, _number, key, text in rows]


_PointSet = forms.formset_factory(ChecklistPointForm, formset=_Points, extra=SPARE, max_num=60)


def checklist_form(data: Any, points: Sequence[tuple[str, str]]) -> _Points:
    """The points of the version that holds now, as forms."""
    initial = [{"key": key, "text": text, "place": number} for number, (key, text) in enumerate(points, start=1)]
    return _PointSet(data, initial=initial, prefix="points")


class ChecklistReasonForm(HouseForm):
    form_tag = False

    reason = forms.CharField(label=_("Hvorfor ændres den"), max_length=200, required=False)
