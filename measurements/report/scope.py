"""Of whom and of which days an evaluation tells: one organisation, or one of its units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Organisation, Unit


@dataclass(frozen=True)
class Scope:
    """Whoever makes one has asked the policy, and acts in the organisation."""

    organisation: Organisation
    unit: Unit | None
    first: date
    last: date

    @property
    def name(self) -> str:
        """ "Aarhus": a municipality without the word, anybody else by their name."""
        return str(self.organisation.get_municipality_code_display() or self.organisation.name)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first moment of the period, and before the first after it."""
        begin, end = (datetime.combine(day, time.min) for day in (self.first, self.last + timedelta(days=1)))
        return timezone.make_aware(begin), timezone.make_aware(end)

    def whose(self, to: str = "") -> dict[str, Any]:
        """Conditions of a query whose rows are the organisation's, and the unit's at the end of the path `to`."""
        found: dict[str, Any] = {"organisation_id": self.organisation.pk}
        return {**found, f"{to}unit_id": self.unit.pk} if self.unit else found

    def earlier(self, first: date, last: date) -> Scope:
        return Scope(self.organisation, self.unit, first, last)


def period_before(first: date, last: date) -> tuple[date, date]:
    """As many days, up to the day before `first`."""
    return first - (last - first) - timedelta(days=1), first - timedelta(days=1)


def joined_name(scopes: Sequence[Scope]) -> str:
    """ "Aarhus og Odense", or the unit's name where it is one."""
    if len(scopes) == 1:
        return str(scopes[0].unit or scopes[0].organisation)
    return ", ".join(str(scope.organisation) for scope in scopes)
