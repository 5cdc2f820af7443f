"""What an hour costs on a day: the rates of the evaluation first, then what the organisation has set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from measurements.activities import Grade
from measurements.models import CostRate

_SOURCE = _("Danmarks Statistik LONS20, kommunal sektor, 2014, pr. præsteret time (S2 s. 68)")


@dataclass(frozen=True)
class Rate:
    """Kroner for a worked hour. `from_on` None: from the beginning."""

    grade: Grade
    from_on: date | None
    amount: Decimal
    source: str | Promise


#: Per worked hour, municipal sector 2014: job groups 235 and 134 (S2 p. 68).
FIRST = (
    Rate(Grade.EMPLOYEE, None, Decimal("287.2"), _SOURCE),
    Rate(Grade.LEADER, None, Decimal("354.2"), _SOURCE),
)


def rates_of(organisation_id: UUID) -> list[Rate]:
    """All rates of the organisation, those that hold first at the beginning. One query."""
    rows = CostRate.objects.filter(organisation_id=organisation_id).order_by("from_on", "grade")
    columns = ("grade", "from_on", "amount", "source")
    own = [Rate(Grade(grade), from_on, amount, source) for grade, from_on, amount, source in rows.values_list(*columns)]
    return [*FIRST, *own]


def rate_on(rates: Iterable[Rate], grade: str, day: date) -> Decimal:
    """The amount in force on the day: the newest that has begun. `rates` in the order of `rates_of`."""
    return [one.amount for one in rates if one.grade == grade and (one.from_on is None or one.from_on <= day)][-1]
