"""How many citizens were contacted: everybody traced, not only those in motivation work (S2 p. 22 and footnote 22)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import Organisation
from cases.models import Contact
from cases.models.contact import ContactQuerySet


def contacted_citizens(
    organisation: Organisation, first: date, last: date, *, units: Collection[UUID] | None = None
) -> int:
    """Different citizens with a contact from `first` to `last` by `units` (default: all), whatever came of it. One
    query.

    As everywhere an attempt is a contact too. Somebody whom nobody knew is no citizen yet and is not counted.
    """
    return _contacts(organisation, first, last, units).values("citizen_id").distinct().count()


def contacted_days(
    organisation: Organisation, first: date, last: date, *, units: Collection[UUID] | None = None
) -> set[tuple[UUID, date]]:
    """(citizen, day) of every contact, for several periods at once. One query."""
    rows = _contacts(organisation, first, last, units).order_by().values_list("citizen_id", "at__date").distinct()
    return {(citizen_id, day) for citizen_id, day in rows if citizen_id}


def _contacts(organisation: Organisation, first: date, last: date, units: Collection[UUID] | None) -> ContactQuerySet:
    begin, end = (timezone.make_aware(datetime.combine(day, time.min)) for day in (first, last + timedelta(days=1)))
    # As `current()`, and that most contacts correct none: the database then looks the few up, and not all.
    corrections = Contact.objects.filter(corrects=OuterRef("pk"), corrects__isnull=False)
    rows: ContactQuerySet = Contact.objects.filter(
        ~Exists(corrections), organisation_id=organisation.pk, citizen__isnull=False, at__gte=begin, at__lt=end
    )
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    return rows
