"""The citizen's own development: each question before and after, side by side. Nothing is summed that has no sum, and a
fall is never called a failure: it may be growing insight (S2 p. 54)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cases.dates import short_day
from measurements.instruments import Answer, Item, moved, who5_score
from measurements.models import Measurement, Occasion


@dataclass(frozen=True)
class Development:
    """One question with its answers in order of time, as (day, answer); `range`: the scale's ends."""

    item: Item
    answers: list[tuple[date, Answer]]

    @property
    def text(self) -> str:
        return self.item.text

    @property
    def words(self) -> list[str]:
        return [f"{short_day(day)}: {self.item.words(answer)}" for day, answer in self.answers]

    @property
    def change(self) -> str:
        """ "uændret", "2 højere", "3 dage færre"; empty for one answer."""
        if len(self.answers) < 2:
            return ""
        by = moved(self.item, self.answers[0][1], self.answers[-1][1])
        if by is None:
            return ""
        if by == 0:
            return _("uændret")
        words = {"by": f"{abs(by)} {self.item.unit}".strip()}
        return _("%(by)s højere") % words if by > 0 else _("%(by)s lavere") % words

    @property
    def marks(self) -> list[tuple[int, str, int]]:
        """(place from 0 to 100, answer, number in time) of each answer on the scale."""
        width = max(self.item.high - self.item.low, 1)
        return [
            (round(100 * (answer - self.item.low) / width), str(answer), number)
            for number, (_day, answer) in enumerate(self.answers, start=1)
            if isinstance(answer, int)
        ]


def developments(rows: Iterable[Measurement]) -> list[Development]:
    """Of the numbers in these answered measurements, in the questions' order; questions are one across instruments and
    versions when their key is."""
    order = {Occasion.BEFORE: 0, Occasion.OTHER: 1, Occasion.AFTER: 2}
    found: dict[str, Development] = {}
    for row in sorted(rows, key=lambda one: (one.answered_on, order[Occasion(one.occasion)], one.pk)):
        for key, item in row.version.items.items():
            if item.is_number and key in row.answers:
                one = found.setdefault(key, Development(item, []))
                one.answers.append((row.answered_on, row.answers[key]))
    return list(found.values())


def score_words(row: Measurement) -> str:
    """The sum of an instrument that has one, and what it means (WHO-5: 0-100, higher is better); else empty."""
    if row.version.scoring != "who5" or (score := who5_score(row.answers)) is None:
        return ""
    if score <= 35:
        meaning = _("stor risiko for depression eller stressbelastning")
    elif score <= 50:
        meaning = _("risiko for depression eller stressbelastning")
    else:
        meaning = _("ingen umiddelbar risiko")
    return _("%(score)s af 100 · %(meaning)s") % {"score": score, "meaning": meaning}
