"""A report as one tidy sheet, a line for each number, in the CSV that a Danish Excel opens without being asked."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from django.utils.translation import gettext as _

from cases.spreadsheets import UTF8_MARK, never_formula
from measurements.report.tables import Cell, Report, Row, Table


def as_csv(report: Report) -> str:
    """Begins with the mark of UTF-8; what is hidden says so, what is missing is empty."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("tabel"), _("titel"), _("række"), _("kolonne"), _("værdi"), "N"])
    for chapter in report.chapters:
        for table in chapter.tables:
            for row in table.rows:
                writer.writerows(_lines(table, row))
    return UTF8_MARK + out.getvalue()


def _lines(table: Table, row: Row) -> list[list[str]]:
    of = _of_how_many(table, row)
    names = [never_formula(text) for text in (table.id, table.title, row.label)]
    return [
        [*names, never_formula(column), _written(cell), of]
        for column, cell in zip(table.columns, row.cells, strict=True)
    ]


def _of_how_many(table: Table, row: Row) -> str:
    """The row's own number where it has one, else the table's."""
    if "N" in table.columns:
        return _written(row.cells[table.columns.index("N")])
    return "" if table.n is None else str(table.n)


def _written(cell: Cell) -> str:
    if cell.is_hidden:
        return cell.text
    if isinstance(cell.value, int | Decimal):
        return str(cell.value).replace(".", ",")
    return never_formula(cell.value or "")
