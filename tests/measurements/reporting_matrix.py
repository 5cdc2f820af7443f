"""Who gets what from the URLs of reporting and of the quality standard."""

from __future__ import annotations

from tests.matrix_rows import LEADERS, REFUSED, UNIT, Row, form, page

_READERS = LEADERS | {"project_lead"}

REPORTING: dict[str, Row] = {
    "measurements:smdb": page(LEADERS, **REFUSED),
    "measurements:smdb_file": page(LEADERS, **REFUSED),
    "measurements:outcome": form(UNIT),
    "measurements:standard": page(_READERS, **REFUSED),
    "measurements:standard_figure": page(_READERS, **REFUSED),
    "measurements:standard_point": form(LEADERS, **REFUSED),
}
