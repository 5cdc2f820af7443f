"""The month's list as CSV, a line for each thing to report. The layout is documented in docs/smdb.md.

Not yet held against the official code lists: every line says so, so that no part of the file can lose it.
"""

from __future__ import annotations

import csv
import io
from datetime import date

from django.utils.translation import gettext_lazy, override

from accounts.models import Organisation
from accounts.municipalities import MUNICIPALITIES
from cases.models import Citizen
from cases.numbers import written_cpr
from cases.spreadsheets import UTF8_MARK, never_formula
from measurements.smdb.events import Event, Line, MonthList, What

UNCONFIRMED = gettext_lazy("endnu ikke bekræftet mod de officielle kodelister")

#: The heads of the columns. They are a layout that another program may read: the same in every language.
COLUMNS = (
    "maaned", "haendelse", "dato", "frist", "cpr", "navn", "koen", "hjemkommune_kode", "hjemkommune", "myndighed",
    "anmodningsdato", "ivaerksat_dato", "indskrevet_dato", "tilbud", "behandler", "afsluttet_dato", "afslutningsstatus",
    "udfald", "garanti", "forloeb_samlet", "mangler", "kodelister",
)  # fmt: skip


def file_name(month: object) -> str:
    """Says what it is worth also where nobody opens it."""
    return f"smdb-{month}-ubekraeftet.csv"


def as_csv(found: MonthList, organisation: Organisation) -> str:
    """Begins with the mark of UTF-8. In Danish whatever the reader's language: it is written for an authority."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    with override("da"):
        for line in found.lines:
            for event in line.events:
                writer.writerow(never_formula(text) for text in _cells(found, line, event, organisation))
    return UTF8_MARK + out.getvalue()


def _cells(found: MonthList, line: Line, event: Event, organisation: Organisation) -> list[str]:
    person, course, request, way = line.person, event.course, event.request, event.way
    begun_on = course.started_on if course else request.started_on if request else None
    gaps = {(gap.key): str(gap.label) for gap in (*line.gaps, *event.gaps)}
    return [
        str(found.month),
        str(event.what.label),
        _day(event.day),
        _day(event.due),
        written_cpr(person.cpr) if person.cpr else "",
        person.name,
        str(Citizen.Gender(person.gender).label) if person.gender else "",
        person.home_municipality,
        str(MUNICIPALITIES.get(person.home_municipality, "")),
        organisation.name,
        _day(request.requested_on if request else None),
        _day(begun_on),
        _day(way.enrolled_on if way else None),
        way.offer if way else "",
        way.therapist if way else "",
        _day(event.day if event.what == What.END else None),
        str(event.status.label) if event.status else "",
        str(event.outcome.label) if event.outcome else "",
        str(event.guarantee.label) if event.guarantee else "",
        str(len(course.treatments)) if course else "",
        ", ".join(gaps.values()),
        str(UNCONFIRMED),
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
