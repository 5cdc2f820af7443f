"""Who gets what from the URLs of measurements."""

from __future__ import annotations

from tests.matrix_rows import LEADERS, REFUSED, UNIT, WORKERS, Row, button, form, page

_WRITERS = LEADERS | {"project_lead"}

MEASURED: dict[str, Row] = {
    "measurements:measured": page(UNIT),
    "measurements:begin": button(UNIT),
    "measurements:not_made": form(UNIT),
    "measurements:measurement": page(UNIT),
    "measurements:theme": form(UNIT),
    "measurements:end": form(UNIT),
    "measurements:reopen": button(UNIT),
    "measurements:correct": form(UNIT),
    "measurements:evaluation": page(_WRITERS, **REFUSED),
    "measurements:evaluation_table": page(_WRITERS, **REFUSED),
    "measurements:evaluation_file": page(_WRITERS, **REFUSED),
    "measurements:instruments": page(WORKERS, **REFUSED),
    "measurements:instrument_new": form(_WRITERS, **REFUSED),
    "measurements:instrument": page(WORKERS, **REFUSED),
    "measurements:instrument_edit": form(_WRITERS, **REFUSED),
    "measurements:instrument_use": button(_WRITERS, **REFUSED),
}
