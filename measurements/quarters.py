"""Quarters, in which hours and costs are reported; a week belongs to the one that has most of its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _


@dataclass(frozen=True, order=True)
class Quarter:
    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        return cls(day.year, (day.month - 1) // 3 + 1)

    @classmethod
    def read(cls, text: str, otherwise: Quarter) -> Quarter:
        """ "2026-3"; `otherwise` for anything that is none."""
        year, _dash, number = text.partition("-")
        if year.isdecimal() and year.isascii() and 2000 <= int(year) <= 2200 and number in ("1", "2", "3", "4"):
            return cls(int(year), int(number))
        return otherwise

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        return self.after.first - timedelta(days=1)

    @property
    def before(self) -> Quarter:
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def after(self) -> Quarter:
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def title(self) -> str:
        return _("%(number)s. kvartal %(year)s") % {"number": self.number, "year": self.year}


def quarters_between(first: date, last: date) -> list[Quarter]:
    """Every quarter with a day from `first` to `last`."""
    found, quarter = [], Quarter.of(first)
    while quarter.first <= last:
        found.append(quarter)
        quarter = quarter.after
    return found


def middle_of(monday: date) -> date:
    """The Thursday, which has most days of its week on its side (as ISO 8601 counts weeks of a year)."""
    return monday + timedelta(days=3)


def mondays_between(first: date, last: date) -> list[date]:
    """The Mondays of the weeks that belong to the days from `first` to `last`."""
    # The first Thursday that is not before `first`.
    thursday = first + timedelta(days=(3 - first.weekday()) % 7)
    return [
        thursday - timedelta(days=3) + timedelta(weeks=number)
        for number in range(max(0, (last - thursday).days // 7 + 1))
    ]
