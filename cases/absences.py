"""Who is away, who stands in, and what nobody stands in for."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.dates import short_day
from cases.models import Absence


def dates_words(absence: Absence) -> str:
    """ "3. december", "1. december til og med 5. december"."""
    today = timezone.localdate()
    if absence.from_on == absence.to_on:
        return short_day(absence.from_on, today)
    return _("%(first)s til og med %(last)s") % {
        "first": short_day(absence.from_on, today),
        "last": short_day(absence.to_on, today),
    }
