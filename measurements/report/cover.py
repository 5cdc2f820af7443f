"""What stands first in each form of a report: whose it is, of which days, and how far it can be trusted."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from measurements.report.tables import Report, Table


def cover_lines(report: Report, made_at: datetime) -> list[tuple[str, str]]:
    """(what, what it is), without what the report has not."""
    lines = [
        (_("Hvem"), report.whose),
        (_("Periode"), report.period),
        (_("Sammenlignet med"), report.earlier),
        (_("Lavet"), str(date_format(timezone.localtime(made_at), "DATE_FORMAT"))),
    ]
    return [line for line in lines if line[1]]


def reservations(report: Report) -> list[str]:
    hides = [_("Små tal er skjult, og det er også de tal, der ville røbe dem.")] if report.hides else []
    return [*report.reservations, *hides]


def where_words(table: Table) -> str:
    """The published number of a table, and where it stands there."""
    if not table.page:
        return table.id
    return _("%(id)s · side %(page)s i den udgivne rapport") % {"id": table.id, "page": table.page}


def number_words(table: Table) -> str:
    return "" if table.n is None else f"N = {table.n}"
