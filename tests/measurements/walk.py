"""A measurement of everybody in the cast, for the walk over every page."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from cases.models import Case, CasePeriod
from measurements.access import get_instrument
from measurements.actions.measurement import begin


def measured_of(case: Case, by: User) -> dict[str, Any]:
    """URL parameters of one that was begun, and of an instrument whose wording can be written."""
    row = begin(case=case, version=get_instrument(by, "motivation"), occasion="before", by=by)
    return {"measurement_id": row.pk, "theme": "motivation", "instrument": "who5", "when": "before",
            "table": "T7-1", "file_format": "csv", "period_id": CasePeriod.objects.get(case=case).pk,
            "figure": "garanti", "point": 15}  # fmt: skip
