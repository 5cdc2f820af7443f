"""A report on paper: what the template of its pages reads, and the PDF."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.typesetting import typeset
from measurements.report.cover import cover_lines, number_words, reservations, where_words
from measurements.report.pictures import picture, picture_words
from measurements.report.tables import Chapter, Report, Table

TEMPLATE = Path(__file__).parent.parent / "typst" / "evaluation.typ"
#: A table with more columns stands on a page that is turned.
MOST_UPRIGHT = 8


def as_pdf(report: Report, made_at: datetime) -> bytes:
    """Tagged by PDF/UA-1, in the language that the report was made in."""
    return typeset(TEMPLATE, pdf_data(report, made_at), pdf_pictures(report))


def pdf_pictures(report: Report) -> dict[str, str]:
    """SVG by the id of its table."""
    drawn = {table.id: picture(table, paper=True) for chapter in report.chapters for table in chapter.tables}
    return {key: svg for key, svg in drawn.items() if svg}


def pdf_data(report: Report, made_at: datetime) -> dict[str, Any]:
    return {
        "lang": (get_language() or "da")[:2],
        "title": report.title,
        "cover": cover_lines(report, made_at),
        "reconstructed": report.reconstructed,
        "reservations": reservations(report),
        "chapters": [_chapter(chapter) for chapter in report.chapters],
        "words": {
            "reservations": _("Forbehold"),
            "contents": _("Indhold"),
            "page": _("Side"),
            "of": _("af"),
            "empty": _("Intet at vise i perioden."),
        },
    }


def _chapter(chapter: Chapter) -> dict[str, Any]:
    return {
        "title": chapter.title,
        "lead": chapter.lead,
        "runs": [
            {"turned": turned, "tables": [_table(table) for table in tables]}
            for turned, tables in groupby(chapter.tables, lambda table: len(table.columns) > MOST_UPRIGHT)
        ],
        "texts": chapter.texts,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "key": table.id,
        "title": table.title,
        "small": [part for part in (where_words(table), number_words(table)) if part],
        "alt": picture_words(table),
        "columns": [table.first_column, *table.columns],
        "rows": [[row.label, *(cell.text for cell in row.cells)] for row in table.rows],
        "definition": table.definition,
        "notes": table.notes,
    }
