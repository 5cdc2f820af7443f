"""The report's tables as the page shows them: with their pictures, and addresses to each definition and row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.urls import reverse

from measurements.report.pictures import picture, picture_words
from measurements.report.tables import Chapter, Report, Row, Table


@dataclass(frozen=True)
class Shown:
    """`rows` are cells for the table component: text, or (text, address)."""

    table: Table
    rows: list[list[Any]]
    columns: list[str]
    picture: str
    words: str
    url: str
    #: Where what it is made of stands, for a table whose rows count no citizens.
    source_url: str = ""


def shown_chapters(report: Report, query: str, *, opens: bool) -> Iterator[tuple[Chapter, list[Shown]]]:
    for chapter in report.chapters:
        yield chapter, [shown_table(table, query, opens=opens) for table in chapter.tables]


def shown_table(table: Table, query: str, *, opens: bool, url_name: str = "measurements:evaluation_table") -> Shown:
    """`opens`: rows lead to whom they count. `url_name`: the page of one table."""
    url = f"{reverse(url_name, args=[table.id])}?{query}"
    rows = [
        [(row.label, _row_url(url, row)) if opens and row.opens else row.label, *(cell.text for cell in row.cells)]
        for row in table.rows
    ]
    columns = [table.first_column, *table.columns]
    return Shown(table, rows, columns, picture(table), picture_words(table), url, _source(table.id) if opens else "")


#: By the beginning of a table's name.
_SOURCES = {
    "T5": "measurements:fidelity",
    "barometer": "measurements:fidelity",
    "D8": "measurements:drivers",
    "T9-5": "measurements:scenarios",
    "T9": "measurements:costs",
    "S0": "cases:talks",
}


def _source(table: str) -> str:
    return next((reverse(name) for begins, name in _SOURCES.items() if table.startswith(begins)), "")


def _row_url(url: str, row: Row) -> str:
    return f"{url}&raekke={quote(row.key)}"
