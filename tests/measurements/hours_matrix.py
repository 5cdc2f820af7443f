"""Who gets what from the URLs of hours and costs."""

from __future__ import annotations

from tests.matrix_rows import LEADERS, REFUSED, WORKERS, Row, button, form, page

REGISTERING = WORKERS - {"crisis_worker"}
LEADING = LEADERS | {"project_lead"}
#: Of the unit whose amount and scenario are asked for.
OWN_LEADING = frozenset({"leader", "project_lead"})

HOURS: dict[str, Row] = {
    "measurements:hours": form(REGISTERING, **REFUSED),
    "measurements:unit_hours": page(LEADING, **REFUSED),
    "measurements:costs": page(LEADING, **REFUSED),
    "measurements:rates": form(LEADING, **REFUSED),
    "measurements:booked": page(LEADING, **REFUSED),
    "measurements:booked_new": form(LEADING, **REFUSED),
    "measurements:booked_edit": form(OWN_LEADING),
    "measurements:booked_remove": button(OWN_LEADING),
    "measurements:scenarios": page(LEADING, **REFUSED),
    "measurements:scenario_new": form(LEADING, **REFUSED),
    "measurements:scenario": page(OWN_LEADING),
    "measurements:scenario_edit": form(OWN_LEADING),
    "measurements:scenario_remove": button(OWN_LEADING),
}
