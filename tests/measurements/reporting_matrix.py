"""Who gets what from the URLs of reporting and of the quality standard."""

from __future__ import annotations

from tests.matrix_rows import LEADERS, REFUSED, UNIT, Row, form, page

REPORTING: dict[str, Row] = {
    "measurements:smdb": page(LEADERS, **REFUSED),
    "measurements:smdb_file": page(LEADERS, **REFUSED),
    "measurements:outcome": form(UNIT),
}
