"""The id that a form or a tablet gave an entry, so that it is written once however often it is sent."""

from __future__ import annotations

from django.db import IntegrityError

_UNIQUE_VIOLATION = "23505"


def is_taken_elsewhere(error: IntegrityError) -> bool:
    """Whether a row that one does not find holds the id: PostgreSQL hides the rows of another organisation.

    SQLite has no such rows: there one finds the row, and need not ask.
    """
    return getattr(error.__cause__, "pgcode", None) == _UNIQUE_VIOLATION
