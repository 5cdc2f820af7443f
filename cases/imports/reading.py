"""From a file to lines of cells: CSV (`;`, `,` or tab; UTF-8 or Windows-1252) and XLSX."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _
from openpyxl import load_workbook

MAX_BYTES = 10 * 1024 * 1024
#: One file is written in one go; with more lines others would wait too long on SQLite.
MAX_ROWS = 10_000
MAX_COLUMNS = 60
#: A spreadsheet is a zip; one that unpacks to more than this is not a municipality's list.
MAX_UNPACKED = 100 * 1024 * 1024
#: Letters in all cells together: a small XLSX can name one long text a million times.
MAX_LETTERS = 20_000_000
#: The first line with at least this many filled cells is the heading (fewer in a list of one column).
HEADING_CELLS = 2
#: What a heading never holds, but a citizen's line does: six digits and four more, or a date.
_DATA = re.compile(r"\d{6}[- ]?[0-9A-Z]{4}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}( .*)?|\+?[\d ]{8,}")


class Unreadable(Exception):
    """The file cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class Sheet:
    """`rows`: (line number as the spreadsheet shows it, cells as text), empty lines left out."""

    headers: list[str]
    rows: list[tuple[int, list[str]]]


def read(content: bytes) -> Sheet:
    """The first sheet of `content`. Judged by what it holds, not by its name. Raises Unreadable."""
    if not content.strip():
        raise Unreadable(_("Filen er tom."))
    if len(content) > MAX_BYTES:
        raise Unreadable(_("Filen er for stor. Del den, så hver fil er under 10 MB."))
    lines = _xlsx(content) if content[:4] == b"PK\x03\x04" else _csv(content)
    filled = _without_empty(lines)
    width = max((_filled(cells) for _number, cells in filled), default=0)
    needed = min(HEADING_CELLS, width)
    heading = next((place for place, (_n, cells) in enumerate(filled) if _filled(cells) >= needed), None)
    if heading is None or len(filled) == heading + 1:
        raise Unreadable(_("Der er ingen linjer under overskrifterne. Den første linje skal være kolonnernes navne."))
    headers = filled[heading][1]
    if any(_DATA.fullmatch(cell) for cell in headers):
        # A list without headings: its first citizen would be taken for them.
        raise Unreadable(_("Den første linje ligner ikke kolonnernes navne. Skriv dem øverst, og hent filen ind igen."))
    width = max(place for _n, cells in filled[heading:] for place, cell in enumerate(cells, start=1) if cell)
    rows = [(number, (cells + [""] * width)[:width]) for number, cells in filled[heading + 1 :]]
    if len(rows) > MAX_ROWS:
        raise Unreadable(_("Filen har over 10.000 linjer. Del den, så hver fil har højst 10.000."))
    return Sheet((headers + [""] * width)[:width], rows)


def _without_empty(lines: Iterable[list[object]]) -> list[tuple[int, list[str]]]:
    """(number, cells as text) of the lines that hold anything. Raises Unreadable when they hold too much."""
    filled, letters = [], 0
    for number, raw in enumerate(lines, start=1):
        letters += sum(len(cell) for cell in raw if isinstance(cell, str))
        if letters > MAX_LETTERS:
            raise Unreadable(_("Filen er for stor. Del den, så hver fil er under 10 MB."))
        cells = [_tidy(cell) for cell in raw]
        if any(cells):
            filled.append((number, cells))
    return filled


def _filled(cells: list[str]) -> int:
    return sum(1 for cell in cells if cell)


def _tidy(cell: object) -> str:
    """The cell as text: whole numbers without decimals, dates in ISO, spaces single; line breaks in notes stay."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat(timespec="minutes")
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).replace("\u00a0", " ").replace("\x00", "")
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())


def _csv(content: bytes) -> list[list[object]]:
    text = _decode(content)
    try:
        delimiter = max(";,\t", key=lambda mark: _columns(text[:20_000], mark))
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False))
    except csv.Error as error:
        raise Unreadable(
            _("Filen kan ikke læses som et regneark. Gem den som CSV eller XLSX, og prøv igen.")
        ) from error
    _refuse_open_quotes(lines, delimiter)
    return [list(line[:MAX_COLUMNS]) for line in lines]


def _refuse_open_quotes(lines: list[list[str]], delimiter: str) -> None:
    """A quotation mark that is never closed swallows the lines after it: they must not end up in one note."""
    widths = sorted(len(line) for line in lines if line)
    usual = widths[len(widths) // 2] if widths else 0
    for number, cells in enumerate(lines, start=1):
        for cell in cells:
            if "\n" in cell and any(part.count(delimiter) >= max(2, usual - 1) for part in cell.split("\n")):
                raise Unreadable(
                    _("I linje %(line)s begynder en celle med et anførselstegn, der ikke sluttes. Ret det i filen.")
                    % {"line": number}
                )


def _columns(sample: str, delimiter: str) -> float:
    """How much `delimiter` looks like the one of this file: the usual number of cells in its first lines."""
    lines = [line for line in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if line][:20]
    widths = sorted(len(line) for line in lines)
    return widths[len(widths) // 2] if widths else 0


def _decode(content: bytes) -> str:
    try:
        utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
        text = content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise Unreadable(_("Filen er hverken CSV eller XLSX. Gem regnearket som en af dem, og prøv igen."))
    return text


def _xlsx(content: bytes) -> list[list[object]]:
    broken = _("Filen ligner et regneark, men kan ikke åbnes. Gem den igen som XLSX, og prøv igen.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise Unreadable(_("Filen er for stor. Del den, så hver fil er under 10 MB."))
            if "xl/workbook.xml" not in archive.namelist():
                raise Unreadable(_("Filen er hverken CSV eller XLSX. Gem regnearket som en af dem, og prøv igen."))
        with warnings.catch_warnings():
            # openpyxl warns of styles and drop-downs it leaves out, which nobody here wants.
            warnings.simplefilter("ignore")
            lines = _first_sheet(content)
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises whatever the broken part of the file provokes
        raise Unreadable(broken) from error
    return lines


def _first_sheet(content: bytes) -> list[list[object]]:
    """The first sheet that is shown. A few lines more than allowed are read, so that too many are noticed."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        sheet = next(one for one in book.worksheets if one.sheet_state == "visible")
        return [list(row) for row in sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS, max_row=MAX_ROWS * 2)]
    finally:
        book.close()
