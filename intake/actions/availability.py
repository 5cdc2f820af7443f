"""A worker has time for first talks, week after week, until they say otherwise. What was agreed stays agreed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from audit.writing import action
from cases.actions.entry import save_once
from directory.models import Place
from intake.models import Availability

_GIVEN_BY_CODE = ["organisation", "shared_with", "unit", "user", "place"]


@action
def offer_times(*, unit: Unit, user: User, by: User, entry_id: UUID | None = None, **told: Any) -> Availability:
    """`told`: weekday, from_at, to_at, minutes, place, from_on, to_on. The same form sent twice is one.

    Raises ValidationError by field.
    """
    if entry_id and (known := Availability.objects.filter(pk=entry_id, unit=unit).first()):
        return known
    row = Availability(id=entry_id or uuid6.uuid7(), unit=unit, user=user, **told)
    _check(row)
    save_once(row)
    return row


@action
def change_times(*, availability: Availability, by: User, **told: Any) -> Availability:
    """Raises ValidationError by field."""
    for name, value in told.items():
        setattr(availability, name, value)
    _check(availability)
    availability.save()
    return availability


@action
def stop_times(*, availability: Availability, by: User, on: date | None = None) -> None:
    """From today nobody can choose them; what never began goes altogether."""
    yesterday = (on or timezone.localdate()) - timedelta(days=1)
    if availability.from_on > yesterday:
        availability.delete()
    elif availability.to_on is None or availability.to_on > yesterday:
        availability.to_on = yesterday
        availability.save()


def _check(row: Availability) -> None:
    row.clean_fields(exclude=_GIVEN_BY_CODE)
    if row.to_at <= row.from_at:
        raise ValidationError({"to_at": _("Tiden slutter, før den begynder.")})
    if row.to_on and row.to_on < row.from_on:
        raise ValidationError({"to_on": _("Sidste dag ligger før den første.")})
    first = row.from_on + timedelta(days=(row.weekday - row.from_on.isoweekday()) % 7)
    if row.to_on is None and not row.starts(first):
        raise ValidationError({"minutes": _("Der er ikke plads til én samtale mellem de to klokkeslæt.")})
    if row.place.kind == Place.Kind.HOME:
        raise ValidationError({"place": _("Et hjem kan ikke stå på en side, som alle kan se.")})
