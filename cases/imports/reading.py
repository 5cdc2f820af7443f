"""From a file to lines of cells: CSV (`;`, `,` or tab; UTF-8 or Windows-1252) and XLSX."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _
from openpyxl import load_workbook

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 60
#: A spreadsheet is a zip; one that unpacks to more than this is not a municipality's list.
MAX_UNPACKED = 200 * 1024 * 1024
#: The first line with at least this many filled cells is the heading.
HEADING_CELLS = 2


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
    numbered = [(number, [_tidy(cell) for cell in cells]) for number, cells in enumerate(lines, start=1)]
    filled = [(number, cells) for number, cells in numbered if any(cells)]
    heading = next((place for place, (_n, cells) in enumerate(filled) if _filled(cells) >= HEADING_CELLS), None)
    if heading is None or len(filled) == heading + 1:
        raise Unreadable(_("Der er ingen linjer under overskrifterne. Den første linje skal være kolonnernes navne."))
    headers = filled[heading][1]
    width = max(place for place, cell in enumerate(headers, start=1) if cell)
    rows = [(number, (cells + [""] * width)[:width]) for number, cells in filled[heading + 1 :]]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    if len(rows) > MAX_ROWS:
        raise Unreadable(_("Der er %(rows)s linjer. Del filen, så hver har højst 20.000.") % {"rows": len(rows)})
    return Sheet(headers[:width], rows)


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
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).replace("\u00a0", " ").replace("\x00", "")
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())


def _csv(content: bytes) -> list[list[str]]:
    text = _decode(content)
    sample = text[:20_000]
    delimiter = max(";,\t", key=lambda mark: _columns(sample, mark))
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False))
    except csv.Error as error:
        raise Unreadable(
            _("Filen kan ikke læses som et regneark. Gem den som CSV eller XLSX, og prøv igen.")
        ) from error
    return [line[:MAX_COLUMNS] for line in lines]


def _columns(sample: str, delimiter: str) -> float:
    """How much `delimiter` looks like the one of this file: the usual number of cells in its first lines."""
    lines = [line for line in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if line][:20]
    widths = sorted(len(line) for line in lines)
    return widths[len(widths) // 2] if widths else 0


def _decode(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="strict")
    try:
        text = content.decode("utf-8-sig")
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
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        lines = []
        for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS)):
            if number > MAX_ROWS * 2:
                break
            lines.append(list(row))
        book.close()
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises whatever the broken part of the file provokes
        raise Unreadable(broken) from error
    return lines
