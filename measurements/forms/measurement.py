"""Answering: one theme a page, large targets, nothing that must be filled in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.days import PastDay
from accounts.forms.widgets import CheckTiles, ChoiceTiles
from measurements.instruments import Answer, Item, Kind, Theme
from measurements.models import Measurement, Open


class ThemeForm(HouseForm):
    """The questions of one theme; what stood there before is filled in. `given`: what was sent, by the items' keys."""

    submit_label = _("Videre")

    def __init__(self, data: Any, *, theme: Theme, answers: dict[str, Answer]) -> None:
        self.theme = theme
        super().__init__(data, initial={item.key: _shown(answers.get(item.key)) for item in theme.items})
        for item in theme.items:
            self.add_field(item.key, question(item))

    @property
    def given(self) -> dict[str, list[str]]:
        return {item.key: self.data.getlist(item.key) for item in self.theme.items}


class CorrectForm(HouseForm):
    """All questions again, and why."""

    submit_label = _("Gem de rettede svar")

    answered_on = PastDay(label=_("Hvornår svarede borgeren?"), initial=None)
    correction_reason = forms.CharField(label=_("Hvorfor rettes svarene?"), max_length=200)

    def __init__(self, data: Any, *, measurement: Measurement) -> None:
        self.measurement = measurement
        answers = measurement.answers
        initial = {key: _shown(answers.get(key)) for key in measurement.version.items}
        super().__init__(data, initial=initial | {"answered_on": measurement.answered_on})
        for key, item in measurement.version.items.items():
            self.add_field(key, question(item))
        self.order_fields([*measurement.version.items, "answered_on", "correction_reason"])

    @property
    def given(self) -> dict[str, list[str]]:
        return {key: self.data.getlist(key) for key in self.measurement.version.items}


class EndForm(HouseForm):
    """The day, and why questions stand open: one reason for all of them, or one's own for some."""

    submit_label = _("Afslut målingen")

    answered_on = PastDay(label=_("Hvornår svarede borgeren?"))
    reason = forms.ChoiceField(
        label=_("Hvorfor står der spørgsmål åbne?"),
        help_text=_("Det er helt i orden. Det tæller bare ikke som et svar."),
        choices=[("", _("Ikke sagt")), *Open.choices],
        required=False,
        widget=ChoiceTiles(compact=True),
    )

    def __init__(self, data: Any, *, measurement: Measurement) -> None:
        self.left = measurement.unanswered
        super().__init__(data, initial={"answered_on": measurement.answered_on})
        if not self.left:
            del self.fields["reason"]

    @property
    def open(self) -> dict[str, str]:
        """Of the unanswered ones: {key: reason}, where one was given."""
        reason = self.cleaned_data.get("reason", "")
        return dict.fromkeys(self.left, reason) if reason else {}


class NotAnsweredForm(HouseForm):
    submit_label = _("Gem")

    missing = forms.ChoiceField(
        label=_("Hvorfor blev målingen ikke lavet?"), choices=Open.choices, widget=ChoiceTiles(compact=True)
    )
    words = forms.CharField(label=_("Med egne ord"), max_length=200, required=False)


def question(item: Item) -> forms.Field:
    """Nothing is required, and the answer is read by the instrument itself: the field only draws."""
    if item.kind == Kind.NUMBER:
        bounds = {"inputmode": "numeric", "min": item.low, "max": item.high, "class": "short"}
        hint = f"{item.low}-{item.high} {item.unit}".strip()
        return forms.CharField(label=item.text, help_text=hint, required=False, widget=forms.TextInput(bounds))
    if item.kind == Kind.MANY:
        return _Free(label=item.text, required=False, widget=CheckTiles(choices=item.choices, compact=True))
    choices: Iterable[tuple[str, str | Promise]] = item.choices
    hints = {}
    if item.kind == Kind.SCALE:
        choices = [(value, value) for value, _label in item.steps]
        hints = {value: label for value, label in item.steps if label}
    widget = ChoiceTiles(choices=[*choices, ("", _("Svarer ikke"))], hints=hints, compact=True)
    return _Free(label=item.text, required=False, widget=widget)


class _Free(forms.Field):
    """Takes whatever was sent."""


def _shown(answer: Answer | None) -> str | list[str]:
    if answer is None:
        return ""
    return answer if isinstance(answer, list) else str(answer)
