"""What an evaluation is made of: tables under their published ids, each number as it is printed.

Page, PDF, XLSX, CSV and JSON all read these and count nothing themselves, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from measurements.statistics import percent, rounded

Kind = Literal["table", "figure"]
#: How a figure is drawn from its table's columns: a bar for each of `Drawing.columns`, or one bar divided by them.
Shape = Literal["bars", "stacked"]
DASH = "–"


@dataclass(frozen=True)
class Cell:
    """`value`: the number as printed, for whoever calculates on; None where there is none to tell."""

    value: int | Decimal | str | None
    text: str
    is_hidden: bool = False


NONE = Cell(None, DASH)


@dataclass(frozen=True)
class Row:
    """`key` stays the same in every language; `cells` one for each column."""

    key: str
    label: str
    cells: tuple[Cell, ...]
    #: Whether somebody with the right may see whom it counts.
    opens: bool = False


@dataclass(frozen=True)
class Drawing:
    shape: Shape
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """`n`: of how many it tells, where that is one number. `page`: where the published one stands."""

    id: str
    title: str
    page: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    definition: str
    n: int | None = None
    kind: Kind = "table"
    notes: tuple[str, ...] = ()
    drawing: Drawing | None = None
    #: What the first column is called.
    head: str = ""
    #: Columns that stand once more for an earlier period.
    compared: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return all(cell.value in (None, 0) and not cell.is_hidden for row in self.rows for cell in row.cells)

    @property
    def first_column(self) -> str:
        return self.head or _("Hvad")

    def column(self, name: str) -> list[Cell]:
        place = self.columns.index(name)
        return [row.cells[place] for row in self.rows]


@dataclass(frozen=True)
class Chapter:
    """`key` is its place in a URL; `texts`: (heading, paragraphs) of what people wrote."""

    key: str
    title: str
    tables: tuple[Table, ...]
    lead: str = ""
    texts: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Report:
    title: str
    whose: str
    period: str
    chapters: tuple[Chapter, ...]
    reservations: tuple[str, ...]
    #: How the whole is to be read when it was made of a published report.
    reconstructed: str = ""
    earlier: str = ""
    hides: bool = False
    organisations: tuple[str, ...] = ()
    tables: dict[str, Table] = field(default_factory=dict)


def count(number: int | None) -> Cell:
    return hidden() if number is None else Cell(number, str(number_format(number, 0, force_grouping=True)))


def share(part: int | None, n: int | None) -> Cell:
    """Whole per cent; a dash of nobody; hidden with its count."""
    if part is None or n is None:
        return hidden()
    value = percent(part, n)
    return NONE if value is None else Cell(value, f"{value} %")


def mean(value: Fraction | Decimal | None, decimals: int) -> Cell:
    if value is None:
        return NONE
    number = rounded(value, decimals)
    return Cell(number, str(number_format(number, decimals)).replace("-", "−"))


def change(value: Fraction | None, decimals: int) -> Cell:
    """With its sign."""
    cell = mean(value, decimals)
    return replace(cell, text=f"+{cell.text}") if isinstance(cell.value, Decimal) and cell.value > 0 else cell


def probability(value: float | None) -> Cell:
    if value is None:
        return NONE
    number = rounded(value, 3)
    return Cell(number, "< 0,001" if value < 0.001 else str(number_format(number, 3)))


def decimal(value: float | None, decimals: int) -> Cell:
    return NONE if value is None else mean(Fraction(value), decimals)


def words(text: str) -> Cell:
    return Cell(text or None, text or DASH)


def hidden() -> Cell:
    return Cell(None, _("skjult"), is_hidden=True)


def beside(now: Table, earlier: Table | None, title: str) -> Table:
    """The compared columns once more, as they were in an earlier period; rows are found by their keys."""
    columns = [name for name in now.compared if earlier and name in earlier.columns]
    if earlier is None or not columns:
        return now
    known = {row.key: row for row in earlier.rows}

    def of(row: Row) -> Iterable[Cell]:
        was = known.get(row.key)
        return (was.cells[earlier.columns.index(name)] if was else NONE for name in columns)

    return replace(
        now,
        columns=(*now.columns, *(f"{name} {title}" for name in columns)),
        rows=tuple(replace(row, cells=(*row.cells, *of(row))) for row in now.rows),
    )


def compared(chapters: Sequence[Chapter], earlier: Sequence[Chapter], title: str) -> tuple[Chapter, ...]:
    was = {table.id: table for chapter in earlier for table in chapter.tables}
    return tuple(
        replace(one, tables=tuple(beside(table, was.get(table.id), title) for table in one.tables)) for one in chapters
    )
