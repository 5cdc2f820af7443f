"""Rates and booked amounts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from audit.writing import action
from measurements.models import BookedAmount, CostRate


@action
def set_rate(*, grade: str, from_on: date, amount: Decimal, source: str, by: User) -> CostRate:
    """A new rate from a day, for the organisation that `by` acts in; for a day that has one already it is corrected.

    Raises ValidationError by field.
    """
    assert by.membership is not None
    organisation_id = by.membership.organisation_id
    rows = CostRate.objects.select_for_update(of=("self",)).filter(organisation_id=organisation_id)
    rate = rows.filter(grade=grade, from_on=from_on).first() or CostRate(grade=grade, from_on=from_on)
    rate.amount, rate.source = amount, source
    rate.clean_fields(exclude=["organisation"])
    rate.save()
    return rate


@action
def book_amount(
    *, unit: Unit, activity: str, booked_on: date, amount: Decimal, text: str, by: User, entry_id: UUID | None = None
) -> BookedAmount:
    """Kroner on an activity. The same form sent twice is one amount. Raises ValidationError by field."""
    if entry_id and (known := BookedAmount.objects.filter(pk=entry_id, unit=unit).first()):
        return known
    booked = BookedAmount(id=entry_id or uuid6.uuid7(), unit=unit, booked_by=by)
    return _write(booked, activity, booked_on, amount, text)


@action
def correct_amount(
    *, booked: BookedAmount, activity: str, booked_on: date, amount: Decimal, text: str, by: User
) -> BookedAmount:
    """What it was before stays in the history. Raises ValidationError by field."""
    locked = BookedAmount.objects.select_for_update(of=("self",)).filter(pk=booked.pk).first()
    if locked is None:
        raise ValidationError(_("Beløbet er fjernet imens."))
    return _write(locked, activity, booked_on, amount, text)


@action
def remove_amount(*, booked: BookedAmount, by: User) -> None:
    """It was booked by mistake; the history keeps it."""
    booked.delete()


def _write(booked: BookedAmount, activity: str, booked_on: date, amount: Decimal, text: str) -> BookedAmount:
    booked.activity, booked.booked_on, booked.amount, booked.text = activity, booked_on, amount, " ".join(text.split())
    booked.clean_fields(exclude=["organisation", "unit", "booked_by"])
    booked.save()
    return booked
