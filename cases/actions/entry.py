"""The id that a form or a tablet gave an entry, so that it is written once however often it is sent."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

_UNIQUE_VIOLATION = "23505"


def is_taken_elsewhere(error: IntegrityError) -> bool:
    """Whether a row that one does not find holds the id: PostgreSQL hides the rows of another organisation.

    SQLite has no such rows: there one finds the row, and need not ask.
    """
    return getattr(error.__cause__, "pgcode", None) == _UNIQUE_VIOLATION


def save_once(row: models.Model) -> None:
    """Save a new row whose id a form gave. Raises ValidationError when something one cannot see has that id."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if not is_taken_elsewhere(error):
            raise
        raise ValidationError(_("Denne indtastning er allerede brugt til noget andet. Begynd forfra.")) from error
