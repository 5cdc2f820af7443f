"""Came, did not come, called off: one row a day, whoever taps and however often."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.models import Attendance, ChosenBlock


@action
def note_attendance(*, chosen: ChosenBlock, how: str, by: User, held_on: date | None = None) -> Attendance:
    """What is said last holds for the day. Raises ValidationError by field, also when it did not run that day."""
    held_on = held_on or timezone.localdate()
    # Two who tap at once wait for one another here.
    chosen = ChosenBlock.objects.select_for_update(of=("self",)).get(pk=chosen.pk)
    if held_on > timezone.localdate():
        raise ValidationError({"held_on": _("Dagen ligger i fremtiden.")})
    if not chosen.runs(held_on):
        raise ValidationError({"held_on": _("Borgeren var ikke med i tilbuddet den dag.")})
    known = Attendance.objects.filter(chosen=chosen, held_on=held_on).first()
    if known and known.how == how:
        return known
    row = known or Attendance(chosen=chosen, held_on=held_on)
    row.how = how
    row.clean_fields(exclude=["organisation", "shared_with", "chosen"])
    row.save()
    return row


@action
def remove_attendance(*, chosen: ChosenBlock, held_on: date, by: User) -> None:
    """It was a slip of the finger; history keeps it. Nothing where nothing is said of the day."""
    row = Attendance.objects.filter(chosen=chosen, held_on=held_on).first()
    if row:
        row.delete()
