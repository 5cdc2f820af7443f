"""*Medicinsk delegation* is asked for, and given by a doctor, at once or later."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User, shared_like
from audit.writing import action
from crisis_center.models import MedicalDelegation, Stay
from crisis_center.models.of_stay import GIVEN_BY_CODE
from crisis_center.moments import refuse_future_day


@action
def ask_delegation(
    *,
    stay: Stay,
    by: User,
    asked_on: date | None = None,
    doctor: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
) -> MedicalDelegation:
    """Asked for; with a doctor it is given as well. Raises ValidationError by field."""
    row = MedicalDelegation(stay=stay, noted_by=by, **shared_like(stay))
    row.asked_on = asked_on or row.asked_on
    refuse_future_day("asked_on", row.asked_on)
    _fill(row, doctor, from_on, to_on)
    row.save()
    return row


@action
def give_delegation(
    *, delegation: MedicalDelegation, doctor: str, by: User, from_on: date | None = None, to_on: date | None = None
) -> MedicalDelegation:
    """The doctor has given it, or the days have changed. Raises ValidationError by field."""
    row = MedicalDelegation.objects.select_for_update().get(pk=delegation.pk)
    _fill(row, doctor, from_on, to_on)
    row.save()
    return row


def _fill(row: MedicalDelegation, doctor: str, from_on: date | None, to_on: date | None) -> None:
    row.doctor = " ".join(doctor.split())
    row.from_on, row.to_on = from_on, to_on
    if row.doctor and not from_on:
        row.from_on = row.asked_on
    if not row.doctor and (from_on or to_on):
        raise ValidationError({"doctor": _("Skriv, hvilken læge der gav delegationen.")})
    if row.to_on and row.from_on and row.to_on < row.from_on:
        raise ValidationError({"to_on": _("Delegationen slutter, før den begynder.")})
    row.clean_fields(exclude=GIVEN_BY_CODE)
