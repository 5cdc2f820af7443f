"""An instrument of one's own: questions with an answer chosen from a few kinds; and an official wording written in."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section
from accounts.forms.widgets import CheckTiles
from measurements.instruments import Better, Item, Kind
from measurements.models import InstrumentVersion, Occasion

QUESTIONS = 12
#: So many stand open; the others are folded.
_OPEN = 3
_SCALES = {"scale_5": (1, 5), "scale_10": (0, 10)}
_ANSWERS = (
    ("scale_5", _("Skala 1-5")),
    ("scale_10", _("Skala 0-10")),
    ("number", _("Tal")),
    ("yes_no", _("Ja eller nej")),
    ("one", _("Ét svar af flere")),
    ("many", _("Flere svar")),
)
_RANGE = re.compile(r"^\s*(\d{1,4})\s*[-–]\s*(\d{1,4})\s*(.{0,20})$")
_PARTS = ("text", "answer", "more", "better")


class OwnInstrumentForm(HouseForm):
    """`themes`: what was written, as a version keeps it."""

    submit_label = _("Gem måleredskabet")
    sections = (
        Section(_("Redskabet"), ("title", "source", "occasions", "lead")),
        *(
            Section(_("Spørgsmål"), tuple(f"{part}_{number}" for part in _PARTS), columns=2, fold=number > _OPEN)
            for number in range(1, QUESTIONS + 1)
        ),
    )

    title = forms.CharField(label=_("Hvad hedder det?"), max_length=120)
    source = forms.CharField(
        label=_("Kilde"), max_length=300, required=False, help_text=_("Husk at andres redskaber kan kræve licens.")
    )
    occasions = forms.MultipleChoiceField(
        label=_("Hvornår spørges der?"), choices=Occasion.choices, widget=CheckTiles(compact=True)
    )
    lead = forms.CharField(label=_("Indledning, som borgeren læser"), max_length=300, required=False)

    def __init__(self, data: Any, *, version: InstrumentVersion | None = None) -> None:
        super().__init__(data, initial=_written(version) if version else {"occasions": ["before", "after"]})
        for number in range(1, QUESTIONS + 1):
            for part, form_field in _question().items():
                self.add_field(f"{part}_{number}", form_field)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.items = []
        for number in range(1, QUESTIONS + 1):
            if data.get(f"text_{number}"):
                try:
                    self.items.append(_item(number, *(data.get(f"{part}_{number}", "") for part in _PARTS)))
                except ValidationError as error:
                    self.add_error(f"more_{number}", error)
        return data

    @property
    def themes(self) -> list[dict[str, Any]]:
        data = self.cleaned_data
        return [{"key": "questions", "title": data["title"], "lead": data["lead"], "items": self.items}]


def _question() -> dict[str, forms.Field]:
    """What is written of one question; nothing of it is required."""
    hint = _("Skala: ordene i enderne, fx slet ikke / meget. Tal: 0-30 dage. Svar: med / imellem.")
    return {
        "text": forms.CharField(label=_("Spørgsmål"), max_length=400, required=False),
        "answer": forms.ChoiceField(label=_("Svar"), choices=_ANSWERS, required=False),
        "more": forms.CharField(label=_("Mere om svaret"), max_length=400, required=False, help_text=hint),
        "better": forms.ChoiceField(label=_("Hvad er et skridt frem?"), choices=Better.choices, required=False),
    }


def _item(number: int, text: str, answer: str, more: str, better: str) -> dict[str, Any]:
    kept: dict[str, Any] = {"key": f"q{number}", "text": text, "better": better}
    words = [word.strip() for word in more.split("/") if word.strip()]
    if answer in _SCALES:
        low, high = _SCALES[answer]
        if len(words) not in (0, 2):
            raise ValidationError(_now("Skriv to ord med / imellem, et for hver ende, eller ingen."))
        labels = dict(zip((str(low), str(high)), words, strict=True)) if words else {}
        return kept | {"kind": Kind.SCALE, "low": low, "high": high, "labels": labels}
    if answer == "number":
        found = _RANGE.match(more)
        if not found or int(found[1]) >= int(found[2]):
            raise ValidationError(_now("Skriv, hvilke tal der kan svares, fx 0-30 dage."))
        return kept | {"kind": Kind.NUMBER, "low": int(found[1]), "high": int(found[2]), "unit": found[3].strip()}
    if answer == "yes_no":
        return kept | {"kind": Kind.ONE, "choices": [["yes", _now("Ja")], ["no", _now("Nej")]], "better": ""}
    if len(words) < 2:
        raise ValidationError(_now("Skriv mindst to svar med / imellem."))
    choices = [[f"c{place}", word] for place, word in enumerate(words, start=1)]
    return kept | {"kind": Kind.MANY if answer == "many" else Kind.ONE, "choices": choices, "better": ""}


def _written(version: InstrumentVersion) -> dict[str, Any]:
    """A version back in the form's fields."""
    first = version.read[0]
    initial: dict[str, Any] = {
        "title": version.title, "source": version.source, "occasions": version.occasions, "lead": first.lead,
    }  # fmt: skip
    for number, item in enumerate(first.items, start=1):
        answer, more = _answer(item)
        initial |= {
            f"text_{number}": item.text, f"answer_{number}": answer, f"more_{number}": more,
            f"better_{number}": item.better,
        }  # fmt: skip
    return initial


def _answer(item: Item) -> tuple[str, str]:
    if item.kind == Kind.SCALE:
        scale = next((name for name, ends in _SCALES.items() if ends == (item.low, item.high)), "scale_5")
        return scale, " / ".join(label for _value, label in item.steps if label)
    if item.kind == Kind.NUMBER:
        return "number", f"{item.low}-{item.high} {item.unit}".strip()
    words = " / ".join(label for _key, label in item.choices)
    if [key for key, _label in item.choices] == ["yes", "no"]:
        return "yes_no", ""
    return ("many" if item.kind == Kind.MANY else "one"), words


class WordingForm(HouseForm):
    """The owner's wording of an instrument that is delivered without it: each question, and the words of its scale."""

    submit_label = _("Gem ordlyden")

    def __init__(self, data: Any, *, version: InstrumentVersion) -> None:
        self.version = version
        scale = next(iter(version.items.values()))
        initial = {f"item_{key}": item.text for key, item in version.items.items()}
        initial |= {f"label_{value}": label for value, label in scale.steps}
        super().__init__(data, initial=initial)
        for number, key in enumerate(version.items, start=1):
            label = _("Spørgsmål %(number)s") % {"number": number}
            self.add_field(f"item_{key}", forms.CharField(label=label, max_length=400))
        for value, _label in reversed(scale.steps):
            label = _("Svaret %(value)s") % {"value": value}
            self.add_field(f"label_{value}", forms.CharField(label=label, max_length=100))

    @property
    def themes(self) -> list[dict[str, Any]]:
        data = self.cleaned_data
        labels = {name.removeprefix("label_"): text for name, text in data.items() if name.startswith("label_")}
        return [
            {
                **theme,
                "items": [{**item, "text": data[f"item_{item['key']}"], "labels": labels} for item in theme["items"]],
            }
            for theme in self.version.themes
        ]
