"""A wave is begun, its questions answered, one answer corrected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.base import HouseForm, Section, dress
from accounts.forms.days import PastDay
from accounts.forms.widgets import ChoiceTiles
from crisis_center.numbers import HalfYear
from measurements.fidelity import WaveAnswers
from measurements.fidelity_items import items_of, scale_of, themes_of
from measurements.models import FidelityWave

OPEN = gettext_lazy("Ikke besvaret")


class ProjectWaveForm(HouseForm):
    submit_label = gettext_lazy("Begynd målingen")

    name = forms.CharField(label=gettext_lazy("Navn"), max_length=60)
    on = PastDay(label=gettext_lazy("Dato"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("name", date_format(timezone.localdate(), "F Y").capitalize())


class BarometerWaveForm(HouseForm):
    submit_label = gettext_lazy("Begynd målingen")

    on = forms.ChoiceField(label=gettext_lazy("Halvår"), widget=ChoiceTiles(compact=True))

    def __init__(self, *args: Any, taken: set[Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = HalfYear.read("", timezone.localdate())
        halves = [half for half in (now, now.before, now.before.before) if half.first not in (taken or set())]
        self.fields["on"].choices = [(str(half), half.title) for half in halves]
        if halves:
            self.initial.setdefault("on", str(halves[0]))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if chosen := data.get("on"):
            half = HalfYear.read(chosen, timezone.localdate())
            data |= {"on": half.first, "name": half.title}
        return data


class AnswersForm(HouseForm):
    """Every question of a wave; each may stay open. Remembers what its reader saw, so that nobody is overwritten."""

    submit_label = gettext_lazy("Gem svarene")

    def __init__(self, *args: Any, answers: WaveAnswers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instrument = answers.wave.instrument
        self.items = items_of(self.instrument)
        self.sections = tuple(
            Section(theme.title, tuple(item.field for item in theme.items)) for theme in themes_of(self.instrument)
        )
        for item in self.items.values():
            self.fields[item.field] = _degree(self.instrument, item.text)
            value = answers.value(item.key)
            self.initial[item.field] = "" if value is None else str(value)

    def given(self) -> dict[str, int | None]:
        """{item: value} of what this person changed."""
        changed = set(self.changed_data)
        return {key: self.cleaned_data[item.field] for key, item in self.items.items() if item.field in changed}

    def seen(self) -> dict[str, int | None]:
        """{item: value} as it stood when the form was drawn."""
        return {key: _number(self.data.get(f"initial-{item.field}", "")) for key, item in self.items.items()}

    def refuse(self, error: ValidationError) -> None:
        """Says it at the question. Sent once more the person has seen what the other one answered."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        data = self.data.copy()
        for key, problems in error.error_dict.items():
            name = self.items[key].field
            self.add_error(name, problems)
            data[f"initial-{name}"] = self.initial[name]
        self.data = data


class CorrectionForm(HouseForm):
    submit_label = gettext_lazy("Gem rettelsen")

    reason = forms.CharField(
        label=gettext_lazy("Hvorfor rettes svaret?"), max_length=300, widget=forms.Textarea({"rows": 2})
    )
    field_order = ("value", "reason")

    def __init__(self, *args: Any, wave: FidelityWave, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = _degree(wave.instrument, _("Svaret skal være"))
        self.fields["value"].show_hidden_initial = False
        self.order_fields(self.field_order)


def _degree(instrument: str, label: Any) -> forms.TypedChoiceField:
    scale: Mapping[int, Any] = scale_of(instrument)
    field = forms.TypedChoiceField(
        label=label,
        choices=[*((str(value), words) for value, words in scale.items()), ("", OPEN)],
        coerce=int,
        empty_value=None,
        required=False,
        show_hidden_initial=True,
        widget=ChoiceTiles({"class": "words"}),
    )
    dress(field)
    return field


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 4 else None
