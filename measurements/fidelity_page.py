"""What the pages of waves show, ready for the template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import User
from cases.dates import short_day
from crisis_center.numbers import HalfYear
from measurements.fidelity import WaveAnswers, WaveTable, wave_tables, with_answers
from measurements.fidelity_items import degree_words, items_of
from measurements.fidelity_records import Facts, barometer_records, records
from measurements.models import FidelityWave

#: Waves side by side: what a tablet holds. Earlier ones stand as links.
BESIDE = 5

Instrument = FidelityWave.Instrument


@dataclass(frozen=True)
class Block:
    """A theme: its questions with the answer in each wave, and what the records show."""

    title: str
    caption: str
    columns: list[str]
    rows: list[list[str]]
    facts: Facts = field(default_factory=list)


@dataclass(frozen=True)
class WaveLine:
    """A wave in the list: how much is answered, and whether it is closed."""

    name: str
    url: str
    meta: str
    closed: bool


def project_page(user: User) -> dict[str, Any]:
    """Four queries: waves, answers, and what the records show."""
    found, earlier = _found(user, Instrument.PROJECT)
    facts = records(user, timezone.localdate())
    blocks = [
        _block(table, Instrument.PROJECT, table.codes.items(), facts=facts[table.theme.key])
        for table in wave_tables(Instrument.PROJECT, found)
    ]
    return {"blocks": blocks, "waves": [*map(_line, found)], "earlier": [*map(_line, earlier)]}


def barometer_page(user: User) -> dict[str, Any]:
    """Three queries: waves, answers, stays."""
    found, earlier = _found(user, Instrument.BAROMETER)
    halves = [HalfYear.read("", one.wave.on) for one in found]
    facts = barometer_records(user, halves)
    tables = wave_tables(Instrument.BAROMETER, found)
    return {
        "blocks": [_barometer_block(table, halves, facts) for table in tables],
        "waves": [*map(_line, found)],
        "earlier": [*map(_line, earlier)],
    }


def corrections(answers: WaveAnswers) -> list[dict[str, str]]:
    """What was answered anew after the wave was closed, the newest first."""
    instrument, items = answers.wave.instrument, items_of(answers.wave.instrument)
    told = []
    for key, given in answers.given.items():
        for before, one in zip([None, *given], given, strict=False):
            if one.reason and key in items:
                told.append((one.at, _corrected(str(items[key].text), instrument, before, one)))
    return [words for _at, words in sorted(told, key=lambda pair: pair[0], reverse=True)]


def locked_rows(answers: WaveAnswers, may_answer: bool) -> list[dict[str, str]]:
    """A closed wave, question by question."""
    instrument = answers.wave.instrument
    return [
        {
            "text": str(item.text),
            "answer": degree_words(instrument, answers.value(item.key)),
            "url": reverse("measurements:wave_correct", args=[answers.wave.pk, item.key]) if may_answer else "",
        }
        for item in items_of(instrument).values()
    ]


def wave_meta(answers: WaveAnswers) -> str:
    """ "1. december · 7 af 9 besvaret"."""
    wave = answers.wave
    count = {"number": answers.answered, "all": len(items_of(wave.instrument))}
    day = "" if wave.instrument == Instrument.BAROMETER else short_day(wave.on)
    return " · ".join(part for part in (day, _("%(number)s af %(all)s besvaret") % count) if part)


def _found(user: User, instrument: str) -> tuple[list[WaveAnswers], list[WaveAnswers]]:
    """(those side by side, those before them), the oldest first."""
    found = with_answers(reversed(FidelityWave.objects.of_unit(user, instrument)[:100]))
    return found[-BESIDE:], found[:-BESIDE]


def _line(answers: WaveAnswers) -> WaveLine:
    wave = answers.wave
    return WaveLine(wave.name, wave.get_absolute_url(), wave_meta(answers), wave.is_closed)


def _block(table: WaveTable, instrument: str, codes: Any, *, facts: Facts) -> Block:
    rows = [
        [str(item.text), *(degree_words(instrument, value) or "–" for value in values)]
        for item, (_published, values) in zip(table.theme.items, codes, strict=True)
    ]
    title = str(table.theme.title)
    return Block(title, _caption(title), [_("Spørgsmål"), *table.columns], rows, facts)


def _barometer_block(table: WaveTable, halves: Sequence[HalfYear], facts: Mapping[str, Mapping[str, Facts]]) -> Block:
    """A row for each step, under it what the stays of each half-year show; the phase's mean last."""
    rows = []
    for item, values in zip(table.theme.items, table.codes.values(), strict=True):
        rows.append([str(item.text), *("–" if value is None else str(value) for value in values)])
        rows += _measured(facts.get(item.key, {}), halves)
    rows.append([_("Gennemsnit for fasen"), *("–" if mean is None else number_format(mean) for mean in table.means)])
    title = str(table.theme.title)
    return Block(title, _caption(title), [_("Trin"), *table.columns], rows)


def _caption(title: str) -> str:
    return _("%(title)s, måling for måling") % {"title": title}


def _measured(facts: Mapping[str, Facts], halves: Sequence[HalfYear]) -> list[list[str]]:
    """One row for each measure, a dash for a half-year without stays."""
    labels = dict.fromkeys(label for measured in facts.values() for label, _words in measured)
    found = {half: dict(measured) for half, measured in facts.items()}
    return [
        [_("Registreret: %(measure)s") % {"measure": label}, *(found.get(str(h), {}).get(label, "–") for h in halves)]
        for label in labels
    ]


def _corrected(text: str, instrument: str, before: Any, now: Any) -> dict[str, str]:
    unanswered = _("ikke besvaret")
    words = {
        "before": degree_words(instrument, before.value if before else None) or unanswered,
        "now": degree_words(instrument, now.value) or unanswered,
    }
    day: date = timezone.localdate(now.at)
    return {
        "text": text,
        "change": _("Fra »%(before)s« til »%(now)s«") % words,
        "reason": now.reason,
        "meta": f"{short_day(day)}, {now.who}",
    }
