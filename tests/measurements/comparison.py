"""The published evaluation beside the one the product makes, cell by cell. Pure: both are dictionaries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

#: {(table, row, column): other numbers that are as right}
Also = Mapping[tuple[str, str, str], list]


@dataclass
class Comparison:
    """`matched`: names of cells, "T4-1 / Aarhus / Antal"; `differing` with both values; `not_testable` {cell: why}."""

    matched: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    not_testable: dict[str, str] = field(default_factory=dict)
    #: How many cells those are.
    untested: int = 0

    def note(self, cell: str, published: Any, reported: Any, *, same: bool) -> None:
        if same:
            self.matched.append(cell)
        else:
            self.differing.append(f"{cell}: published {published}, reported {reported}")


def compare(published: Mapping[str, Any], report: Mapping[str, Any]) -> Comparison:
    """`published` as `published_tables_2017.json`, `report` as `measurements.report.json.report_json` gives it."""
    found = Comparison()
    also = {(one["table"], one["row"], one["column"]): one["also"] for one in published.get("also", ())}
    for name, table in published["tables"].items():
        made = report.get(name, {})
        if "n" in table:
            found.note(f"{name} / N", table["n"], made.get("n"), same=_same(table["n"], made.get("n")))
        compare_rows(found, name, table["rows"], made, also)
    for name, rows in published.get("any_order", {}).items():
        for key, numbers in rows.items():
            _any_order(found, f"{name} / {key}", numbers, row_of(report.get(name, {}), key))
    for one in published.get("not_testable", ()):
        found.not_testable[" / ".join((one["table"], one["row"], one["column"]))] = one["why"]
        found.untested += one["cells"]
    return found


def compare_rows(
    found: Comparison,
    name: str,
    rows: Mapping[str, Any],
    made: Mapping[str, Any],
    also: Also | None = None,
) -> None:
    for key, cells in rows.items():
        row = row_of(made, key)
        for column, value in cells.items():
            given = [value, *(also or {}).get((name, key, column), ())]
            told = _cell(row, column)
            found.note(f"{name} / {key} / {column}", value, told, same=any(_same(one, told) for one in given))


def row_of(table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """The row with that key, or whose key or label begins so; empty where there is none."""
    rows = table.get("rows", {})
    if key in rows:
        return rows[key]
    for name, row in rows.items():
        if name.startswith(key) or str(row.get("label", "")).startswith(key):
            return row
    return {}


def _cell(row: Mapping[str, Any], column: str) -> Any:
    """What stands in the column, which may say first whose it is: "Odense: Borgereksempel 1"."""
    if column in row:
        return row[column]
    return next((value for name, value in row.items() if name.endswith(f": {column}")), None)


def _any_order(found: Comparison, row: str, numbers: list[int], made: Mapping[str, Any]) -> None:
    """Each of the numbers stands somewhere in the row, once."""
    left = [value for value in _values(made) if isinstance(value, int | float | Decimal)]
    for number in numbers:
        same = next((value for value in left if _same(number, value)), None)
        if same is not None:
            left.remove(same)
        found.note(f"{row} / {number}", number, left, same=same is not None)


def _values(row: Mapping[str, Any]) -> Iterator[Any]:
    return (value for column, value in row.items() if column not in ("label", "N"))


def _same(published: Any, reported: Any) -> bool:
    """Numbers by their value, so that 3.7 is 3.70; no mark is nothing; a tick is whatever stands there."""
    if isinstance(published, bool):
        return published != _is_nothing(reported)
    if published == "> 0":
        return _number(reported) is not None and (_number(reported) or 0) > 0
    if _is_nothing(published):
        return _is_nothing(reported)
    wanted = _number(published)
    return published == reported if wanted is None else wanted == _number(reported)


def _is_nothing(value: Any) -> bool:
    """0 is something."""
    return value is None or value is False or value in ("", "–")


def _number(value: Any) -> Decimal | None:
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return Decimal(str(value)) if is_number else None
