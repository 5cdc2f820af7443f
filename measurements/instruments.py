"""What is asked, and how it may be answered: an instrument's themes and items as they stand in one version of it.

The declared ones (`declared/*.json`) are the sources' own wording, letter for letter (S2 p. 20, 53-59): data, never
translated, because a translated question is another question.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_DECLARED = Path(__file__).parent / "declared"
#: In the order in which a course meets them.
DECLARED = ("motivation", "treatment_start", "treatment_follow_up", "who5")

#: An answer as it is kept: a number, the key of a choice, or keys of several.
Answer = int | str | list[str]


class Kind(models.TextChoices):
    SCALE = "scale", gettext_lazy("Skala")
    NUMBER = "number", gettext_lazy("Tal")
    ONE = "one", gettext_lazy("Ét svar af flere")
    MANY = "many", gettext_lazy("Flere svar")


class Better(models.TextChoices):
    """Which way is a step forward; some questions have none (S2 p. 58-59)."""

    HIGHER = "higher", gettext_lazy("Højere er bedre")
    LOWER = "lower", gettext_lazy("Lavere er bedre")
    NEITHER = "", gettext_lazy("Ingen retning")


@dataclass(frozen=True)
class Item:
    """One question. Scales and numbers have `low` and `high`, choices have `choices` as (key, label)."""

    key: str
    text: str
    kind: Kind
    low: int = 0
    high: int = 0
    labels: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    better: Better = Better.NEITHER

    @property
    def is_number(self) -> bool:
        return self.kind in (Kind.SCALE, Kind.NUMBER)

    @property
    def steps(self) -> list[tuple[str, str]]:
        """(value, label) of a scale, lowest first; the label is empty in between."""
        return [(str(step), self.labels.get(str(step), "")) for step in range(self.low, self.high + 1)]

    def read(self, given: list[str]) -> Answer | None:
        """What was sent, as it is kept; None for nothing. Raises ValidationError in Danish."""
        given = [text.strip() for text in given if text.strip()]
        if not given:
            return None
        if self.is_number:
            return self._number(given[0])
        keys = [key for key, _label in self.choices]
        if unknown := [one for one in given if one not in keys]:
            raise ValidationError(_("“%(given)s” er ikke et af svarene.") % {"given": unknown[0][:40]})
        if self.kind == Kind.ONE:
            return given[0]
        return [key for key in keys if key in given]

    def _number(self, text: str) -> int:
        bounds = {"low": self.low, "high": self.high}
        if not text.removeprefix("-").isascii() or not text.removeprefix("-").isdigit():
            raise ValidationError(_("Skriv et helt tal fra %(low)s til %(high)s.") % bounds)
        # Longer numbers are outside whatever they are, and slow to read.
        number = int(text) if len(text) <= 6 else self.high + 1
        if not self.low <= number <= self.high:
            raise ValidationError(_("Svaret går fra %(low)s til %(high)s.") % bounds)
        return number

    def words(self, answer: Answer | None) -> str:
        """The answer as it is read: "3", "4 · Meget bekymret", "Opiater, Alkohol"; empty where nothing was said."""
        if answer is None:
            return ""
        if self.is_number:
            label = self.labels.get(str(answer), "")
            return f"{answer} · {label}" if label else f"{answer} {self.unit}".strip()
        chosen = answer if isinstance(answer, list) else [answer]
        return ", ".join(label for key, label in self.choices if key in chosen)


@dataclass(frozen=True)
class Theme:
    """What stands on one page."""

    key: str
    title: str
    lead: str
    items: tuple[Item, ...]


def read_themes(kept: list[dict[str, Any]]) -> tuple[Theme, ...]:
    """Themes from the JSON that a version keeps."""
    return tuple(
        Theme(one["key"], one["title"], one.get("lead", ""), tuple(_item(item) for item in one["items"]))
        for one in kept
    )


def _item(kept: Mapping[str, Any]) -> Item:
    return Item(
        key=kept["key"],
        text=kept["text"],
        kind=Kind(kept["kind"]),
        low=kept.get("low", 0),
        high=kept.get("high", 0),
        labels=kept.get("labels", {}),
        unit=kept.get("unit", ""),
        choices=tuple((key, label) for key, label in kept.get("choices", ())),
        better=Better(kept.get("better", "")),
    )


def declared() -> Iterator[dict[str, Any]]:
    """The built-in instruments as version 1 keeps them."""
    for name in DECLARED:
        yield json.loads((_DECLARED / f"{name}.json").read_text(encoding="utf-8"))


def who5_score(answers: Mapping[str, Answer]) -> int | None:
    """The five raw answers, 0-5 each, times four: 0-100. None unless all five are there."""
    raw = [answers.get(f"who5_{number}") for number in range(1, 6)]
    return 4 * sum(raw) if all(isinstance(one, int) for one in raw) else None  # type: ignore[arg-type]


def moved(item: Item, before: Answer | None, after: Answer | None) -> Decimal | None:
    """By how much a number changed; None where one of the two is missing or the question has no number."""
    if not item.is_number or not isinstance(before, int) or not isinstance(after, int):
        return None
    return Decimal(after - before)
