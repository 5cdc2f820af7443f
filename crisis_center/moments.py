"""When something about a stay can have happened."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from crisis_center.models import Stay


def refuse_future(field: str, at: datetime) -> None:
    """Raises ValidationError at `field`."""
    if at > timezone.now():
        raise ValidationError({field: _("Tidspunktet ligger i fremtiden.")})


def refuse_outside(field: str, at: datetime, stay: Stay) -> None:
    """Not to come, and not before the citizen was in the house. Raises ValidationError at `field`."""
    refuse_future(field, at)
    # What was typed has no seconds; the arrival may have.
    if at < stay.arrived_at.replace(second=0, microsecond=0):
        raise ValidationError({field: _("Det ligger før ankomsten.")})


def refuse_future_day(field: str, on: date | None) -> None:
    if on and on > timezone.localdate():
        raise ValidationError({field: _("Dagen ligger i fremtiden.")})
