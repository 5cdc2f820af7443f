"""The data files beside this module, and how a count of answers is dealt out to people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from math import gcd
from pathlib import Path
from typing import Any

from django.utils import timezone

#: Everything lies in these six quarters, so that a report on them misses the one quarter the published one missed.
FIRST, LAST = date(2014, 7, 1), date(2015, 12, 31)
HOUSES = ("aarhus", "odense")

_FOLDER = Path(__file__).parent


@cache
def read(name: str) -> Any:
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def deal(counts: Mapping[str, int], shift: int = 0) -> list[str]:
    """One answer for each, as often as `counts` says, and mixed: the same each time."""
    answers = [answer for answer, count in counts.items() for _each in range(count)]
    size = len(answers)
    stride = next(step for step in range(round(size * 0.618) or 1, 2 * size + 2) if gcd(step, size) == 1)
    dealt = [""] * size
    for number, answer in enumerate(answers):
        dealt[(shift + number * stride) % size] = answer
    return dealt


def spread(number: int, among: int, first: date, last: date) -> date:
    """The day of the `number`-th of `among`, evenly from `first` to `last`; nobody is met at a weekend."""
    day = first + (last - first) * number // max(among - 1, 1)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def at(day: date, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
