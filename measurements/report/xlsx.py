"""A report as a workbook: what it is on the first sheet, then a sheet for each chapter with its tables."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from measurements.report.cover import cover_lines, number_words, reservations, where_words
from measurements.report.tables import Cell, Chapter, Report, Row, Table

_TITLE, _HEADING, _BOLD = Font(bold=True, size=16), Font(bold=True, size=13), Font(bold=True, size=11)
_PLAIN = Font(size=11)
_SMALL = Font(size=9, color="FF3B4A52")
_TOP, _RIGHT = Alignment(wrap_text=True, vertical="top"), Alignment(horizontal="right", vertical="top", wrap_text=True)
_UNDER = Border(bottom=Side(style="thin"))
_LABELS, _NUMBERS = 56, 15
#: What Excel takes as the name of a sheet.
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\\/?*\[\]:\x00-\x1f]+")


def as_xlsx(report: Report, made_at: datetime) -> bytes:
    book = Workbook()
    book.properties.title, book.properties.creator = _clean(report.title), "Brobyg"
    first = book.active
    assert isinstance(first, Worksheet)
    names = sheet_names([_("Om rapporten"), *(chapter.title for chapter in report.chapters)])
    first.title = names[0]
    _cover(Page(first, 2), report, made_at)
    for name, chapter in zip(names[1:], report.chapters, strict=True):
        columns = max((len(table.columns) for table in chapter.tables), default=0)
        _chapter(Page(book.create_sheet(name), columns + 1), chapter, report.reconstructed)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_names(titles: Sequence[str]) -> list[str]:
    """As Excel allows them: short, without its own signs, and none twice whatever its capitals."""
    names: list[str] = []
    for title in titles:
        whole = _NOT_IN_NAMES.sub(" ", title).strip(" '") or _("Ark")
        name, number = whole[:_LONGEST_NAME].strip(" '"), 1
        while name.casefold() in [taken.casefold() for taken in names]:
            number += 1
            name = f"{whole[: _LONGEST_NAME - len(str(number)) - 1].strip()} {number}"
        names.append(name)
    return names


class Page:
    """A sheet that is written from the top, and printed across as wide as it is."""

    def __init__(self, sheet: Worksheet, columns: int) -> None:
        self.sheet, self.columns, self.line = sheet, columns, 1
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        assert sheet.oddFooter is not None
        sheet.oddFooter.center.text = "Brobyg · &P / &N"
        sheet.column_dimensions["A"].width = _LABELS
        for place in range(2, columns + 1):
            sheet.column_dimensions[get_column_letter(place)].width = _NUMBERS

    def write(self, value: str | int | Decimal | None, column: int = 1, **style: Any) -> SheetCell:
        cell = self.sheet.cell(self.line, column)
        assert isinstance(cell, SheetCell)
        cell.value = _clean(value) if isinstance(value, str) else value
        if isinstance(value, str):
            # Else "=1+1" would be reckoned; the mark keeps it a text when somebody edits the cell.
            cell.data_type, cell.quotePrefix = "s", value[:1] in tuple("=+-@")
        for name, how in style.items():
            setattr(cell, name, how)
        return cell

    def paragraph(self, text: str, font: Font = _PLAIN) -> None:
        """Over the whole width, with the height that it takes: Excel gives merged cells none."""
        if not text:
            return
        self.write(text, font=font, alignment=_TOP)
        last = max(self.columns, 3)
        self.sheet.merge_cells(start_row=self.line, end_row=self.line, start_column=1, end_column=last)
        letters = _LABELS + _NUMBERS * (last - 1)
        size = float(font.size or 11)
        lines = sum(1 + int(len(line) * size / 11 / letters) for line in text.split("\n"))
        self.sheet.row_dimensions[self.line].height = lines * size * 1.4
        self.line += 1

    def skip(self) -> None:
        self.line += 1


def _cover(page: Page, report: Report, made_at: datetime) -> None:
    page.sheet.column_dimensions["A"].width, page.sheet.column_dimensions["B"].width = 22, 90
    page.write(report.title, font=_TITLE)
    page.line += 2
    if report.reconstructed:
        page.write(report.reconstructed, font=_BOLD)
        page.line += 2
    for what, said in cover_lines(report, made_at):
        page.write(what, font=_BOLD, alignment=_TOP)
        page.write(said, 2, alignment=_TOP)
        page.skip()
    page.skip()
    if told := reservations(report):
        page.write(_("Forbehold"), font=_HEADING)
        for text in told:
            page.write(text, 2, alignment=_TOP)
            page.skip()


def _chapter(page: Page, chapter: Chapter, reconstructed: str) -> None:
    page.write(chapter.title, font=_TITLE)
    page.skip()
    page.paragraph(reconstructed, font=_BOLD)
    page.paragraph(chapter.lead)
    for table in chapter.tables:
        page.skip()
        _table(page, table)
    for heading, paragraphs in chapter.texts:
        page.skip()
        page.write(heading, font=_HEADING)
        page.skip()
        for text in paragraphs:
            page.paragraph(text)


def _table(page: Page, table: Table) -> None:
    page.write(table.title, font=_HEADING)
    page.skip()
    page.paragraph(" · ".join(part for part in (where_words(table), number_words(table)) if part), font=_SMALL)
    for place, name in enumerate((table.first_column, *table.columns), 1):
        page.write(name, place, font=_BOLD, border=_UNDER, alignment=_TOP if place == 1 else _RIGHT)
    page.skip()
    for row in table.rows:
        _row(page, row)
    for text in (table.definition, *table.notes):
        page.paragraph(text, font=_SMALL)


def _row(page: Page, row: Row) -> None:
    page.write(row.label, alignment=_TOP)
    for place, cell in enumerate(row.cells, 2):
        page.write(
            cell.text if cell.value is None else cell.value, place, alignment=_RIGHT, number_format=_format(cell)
        )
    page.skip()


def _format(cell: Cell) -> str:
    """Which shows the number as `text` prints it."""
    value, text = cell.value, cell.text
    if not isinstance(value, int | Decimal):
        return "General"
    if text.startswith("<"):
        return f'"{text}"'
    decimals = max(0, -int(value.as_tuple().exponent)) if isinstance(value, Decimal) else 0
    zeros = "0" + ("." + "0" * decimals if decimals else "")
    if text.endswith("%"):
        return f'{zeros}" %"'
    if text.startswith("+"):
        return f"+{zeros};-{zeros};{zeros}"
    return zeros if decimals else "#,##0"


def _clean(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)
