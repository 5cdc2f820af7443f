"""A report as data, for whoever calculates on: one entry for each table under its published id."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from measurements.report.cover import reservations
from measurements.report.tables import Cell, Report, Row, Table


def report_data(report: Report, first: date, last: date, made_at: datetime) -> dict[str, Any]:
    """Numbers as printed, null where there is none; what is hidden is null, and named in its row's `hidden`."""
    meta = {
        "title": report.title,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "organisations": list(report.organisations),
        "earlier": report.earlier,
        "reconstructed": bool(report.reconstructed),
        "reservations": [*([report.reconstructed] if report.reconstructed else []), *reservations(report)],
        "made_at": made_at.isoformat(),
    }
    return {"meta": meta, **{table.id: _table(table) for chapter in report.chapters for table in chapter.tables}}


def as_json(report: Report, first: date, last: date, made_at: datetime) -> str:
    return json.dumps(report_data(report, first, last, made_at), ensure_ascii=False, indent=2)


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "page": int(table.page) if table.page.isdecimal() else table.page or None,
        "kind": table.kind,
        "n": table.n,
        "columns": list(table.columns),
        "rows": {row.key: _row(row, table.columns) for row in table.rows},
        "definition": table.definition,
        "notes": list(table.notes),
    }


def _row(row: Row, columns: tuple[str, ...]) -> dict[str, Any]:
    cells = dict(zip(columns, row.cells, strict=True))
    hides = [name for name, cell in cells.items() if cell.is_hidden]
    values = {name: _number(cell) for name, cell in cells.items()}
    return {"label": row.label, **values, **({"hidden": hides} if hides else {})}


def _number(cell: Cell) -> int | float | str | None:
    """What was printed with decimals keeps being such a number: 4.0."""
    if not isinstance(cell.value, Decimal):
        return cell.value
    return float(cell.value) if int(cell.value.as_tuple().exponent) < 0 else int(cell.value)
