"""Which of the numbers that a tablet lost one knows about now, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.widgets import CheckTiles
from field.lost_entries import LostSpan


class LostForm(HouseForm):
    submit_label = _("Gem: afklaret")

    numbers = forms.MultipleChoiceField(
        label=_("Hvilke er afklaret?"), error_messages={"required": _("Vælg, hvilke der er afklaret.")}
    )
    note = forms.CharField(
        label=_("Hvad blev der af det?"),
        help_text=_("Fx »skrevet igen« eller »var en prøve«. Skriv ikke, hvem det handlede om."),
        max_length=300,
        error_messages={"required": _("Skriv kort, hvad der blev af det.")},
    )

    def __init__(self, *args: Any, spans: Sequence[LostSpan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["numbers"]
        field.widget = CheckTiles(hints={span.key: span.when for span in spans})
        field.choices = [(span.key, span.label) for span in spans]
        field.initial = [span.key for span in spans] if len(spans) == 1 else []
        self.spans = {span.key: span for span in spans}

    def chosen(self) -> list[int]:
        return [number for key in self.cleaned_data["numbers"] for number in self.spans[key].numbers]
