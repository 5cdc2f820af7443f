"""How many citizens were contacted: everybody somebody spoke with, not only those in motivation work (S2 p. 22, 69)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from accounts.models import Organisation
from cases.models import Contact


def contacted_citizens(
    organisation: Organisation, first: date, last: date, *, units: Collection[UUID] | None = None
) -> int:
    """Different citizens talked with from `first` to `last` by `units` (default: all). One query.

    Somebody whom nobody knew is no citizen yet and is not counted.
    """
    begin, end = (timezone.make_aware(datetime.combine(day, time.min)) for day in (first, last + timedelta(days=1)))
    rows = Contact.objects.talked().filter(
        organisation_id=organisation.pk, citizen__isnull=False, at__gte=begin, at__lt=end
    )
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return rows.values("citizen_id").distinct().count()
