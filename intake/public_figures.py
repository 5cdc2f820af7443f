"""What the open door tells everybody about itself: sums of whole quarters, in which nobody can be found.

Decided:

- A quarter is told `SETTLED` days after its last day, when the 14 days of its last request have passed, and of
  enquiries only those that were written by then: so a quarter stays what it was, and nobody can subtract yesterday's
  page from today's.
- Each quarter is hidden by itself and nothing is summed over several: a sum that moves from quarter to quarter would
  give away what the quarters hide.
- A median needs `SMALLEST` people, and of how many it is, is not told: those without help would be the rest.
- It is the whole organisation's, never a unit's and never a worker's. Counted at most once a day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models.task import GUARANTEE_DAYS
from intake.models import Enquiry, Reception
from intake.overview import came_to
from intake.overview_tables import days_words, hours_words
from measurements.quarters import Quarter
from measurements.report.scope import Scope
from measurements.standard.monitored import Waited, requests_of
from measurements.statistics import median, percent
from measurements.suppression import SMALLEST, hide_small

QUARTERS = 4
SETTLED = GUARANTEE_DAYS + 1
_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Told:
    """One quarter as everybody may read it; None is hidden. `doors` in the order of `Enquiry.Door`."""

    quarter: Quarter
    doors: list[int | None]
    came: int | None
    help_hours: Fraction | None
    treatment_days: Fraction | None
    kept: int | None
    tried: int | None

    @property
    def door_cells(self) -> list[str]:
        return [self.quarter.title, *(_number(one) for one in (*self.doors, self.came))]

    @property
    def waiting_cells(self) -> list[str]:
        return [
            self.quarter.title,
            hidden_words() if self.help_hours is None else hours_words(self.help_hours),
            hidden_words() if self.treatment_days is None else days_words(self.treatment_days),
            self._kept_words,
        ]

    @property
    def _kept_words(self) -> str:
        if self.kept is None or self.tried is None:
            return hidden_words()
        told = {"kept": self.kept, "tried": self.tried, "share": percent(self.kept, self.tried)}
        return _("%(kept)s af %(tried)s (%(share)s %%)") % told


def hidden_words() -> str:
    return _("skjult")


def _number(value: int | None) -> str:
    return hidden_words() if value is None else str(value)


def figures_of(reception: Reception, today: date) -> list[Told]:
    """The last four quarters that are settled, the newest first."""
    key = f"door-figures:{reception.pk}:{today}"
    found: list[Told] | None = cache.get(key)
    if found is None:
        found = [_told(reception, quarter) for quarter in settled_quarters(today)]
        cache.set(key, found, _DAY)
    return found


def settled_quarters(today: date) -> list[Quarter]:
    quarter = Quarter.of(today).before
    if quarter.last + timedelta(days=SETTLED) > today:
        quarter = quarter.before
    found = []
    for _number in range(QUARTERS):
        found.append(quarter)
        quarter = quarter.before
    return found


def _told(reception: Reception, quarter: Quarter) -> Told:
    scope = Scope(reception.organisation, None, quarter.first, quarter.last)
    settled = quarter.last + timedelta(days=SETTLED)
    came = list(came_to(scope, written_before=timezone.make_aware(datetime.combine(settled, time.min))))
    doors = Counter(one.door for one in came)
    counts = hide_small([doors[door] for door in Enquiry.Door.values])
    requests = list(requests_of(scope, settled))
    in_time = sum(one.waited in (Waited.HALF, Waited.IN_TIME) for one in requests)
    kept = hide_small([in_time, len(requests) - in_time])
    return Told(
        quarter,
        counts.cells,
        counts.total,
        _middle([one.hours for one in came if one.is_self and one.hours is not None]),
        _middle([one.days for one in requests if one.days is not None]),
        kept.cells[0],
        kept.total,
    )


def _middle(values: Sequence[int]) -> Fraction | None:
    return median(Counter(values)) if len(values) >= SMALLEST else None
