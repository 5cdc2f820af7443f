"""Days on which a Danish municipality is closed: nobody is sent to a locked door."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

#: By Easter Sunday: skærtorsdag, langfredag, påskedag, 2. påskedag, Kristi himmelfart, pinsedag, 2. pinsedag. Store
#: bededag is a working day since 2024 (lov nr. 214 af 6. marts 2023).
_FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)
#: Holidays, and the three days on which the offices are closed by agreement.
_FIXED = ((1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31))


def is_closed(day: date) -> bool:
    return day in _closed(day.year)


@lru_cache(maxsize=8)
def _closed(year: int) -> frozenset[date]:
    moving = {_easter(year) + timedelta(days=days) for days in _FROM_EASTER}
    return frozenset(moving | {date(year, month, day) for month, day in _FIXED})


def _easter(year: int) -> date:
    """The Gregorian computus (Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)
