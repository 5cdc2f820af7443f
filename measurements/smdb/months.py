"""The month that is reported, and by when: social treatment at latest 15 days after its end (domain §10.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

#: Days after the end of the month.
SOCIAL_DAYS = 15
#: Prescriptions of substitution, of the following month.
SUBSTITUTION_DAY = 20
_YEARS = range(2000, 2201)


@dataclass(frozen=True, order=True)
class Month:
    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> Month:
        """ "2026-10". Raises ValueError for anything that is none."""
        year, _dash, number = text.partition("-")
        if not (text.isascii() and year.isdecimal() and number.isdecimal() and len(text) == len("2026-10")):
            raise ValueError(text)
        month = cls(int(year), int(number))
        if month.year not in _YEARS or not 1 <= month.number <= 12:
            raise ValueError(text)
        return month

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.after.first - timedelta(days=1)

    @property
    def before(self) -> Month:
        return Month(self.year, self.number - 1) if self.number > 1 else Month(self.year - 1, 12)

    @property
    def after(self) -> Month:
        return Month(self.year, self.number + 1) if self.number < 12 else Month(self.year + 1, 1)

    @property
    def deadline(self) -> date:
        """The last day for what happened in social treatment."""
        return self.last + timedelta(days=SOCIAL_DAYS)

    @property
    def substitution_deadline(self) -> date:
        return self.after.first.replace(day=SUBSTITUTION_DAY)

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def title(self) -> str:
        """ "oktober 2026"."""
        return str(date_format(self.first, "F Y"))


def next_due(today: date) -> Month:
    """The month whose deadline comes next, today included."""
    before = Month.of(today).before
    return before if today <= before.deadline else Month.of(today)


def months_to(today: date, many: int) -> list[Month]:
    """So many months up to that of today, the newest first."""
    found = [Month.of(today)]
    while len(found) < many:
        found.append(found[-1].before)
    return found
