"""The forms in which the evaluation leaves the house."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from measurements.report.csv_sheet import as_csv
from measurements.report.data import as_json
from measurements.report.pdf import as_pdf
from measurements.report.tables import Report
from measurements.report.xlsx import as_xlsx

#: (report, first day, last day, when it was made)
Make = Callable[[Report, date, date, datetime], bytes]


@dataclass(frozen=True)
class Format:
    content_type: str
    make: Make
    is_text: bool = False


FORMATS: Mapping[str, Format] = {
    "json": Format(
        "application/json", lambda report, *days_and_moment: as_json(report, *days_and_moment).encode(), is_text=True
    ),
    "csv": Format("text/csv; charset=utf-8", lambda report, *_when: as_csv(report).encode(), is_text=True),
    "xlsx": Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda report, _first, _last, made_at: as_xlsx(report, made_at),
    ),
    "pdf": Format("application/pdf", lambda report, _first, _last, made_at: as_pdf(report, made_at)),
}
