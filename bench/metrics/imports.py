"""5,000 contacts of a spreadsheet, checked and ready, through the action that writes them; rolled back each time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import uuid6
from django.utils import timezone

from bench.desk import Desk, unit_of
from bench.metrics import Metric
from bench.metrics.writing import columns, inserting
from cases.actions.imports import check_next, checked_rows, confirm_import, understand_columns, upload_sheet
from cases.imports.reading import Sheet
from cases.models import Contact, ImportFile

LINES = 5000
#: The naive way takes so long that a tenth of the lines must do.
NAIVE_LINES = 500
HEADINGS = ["Dato", "Kl.", "Borger", "Sted", "Kontaktform", "Resultat", "Minutter", "Notat"]


def metric(desk: Desk) -> Metric:
    user = desk.leader
    file = prepared(desk)
    told = {"way": "street", "result": "not_met", "described_as": "Ukendt", "note": "Mødt ved bænkene.", "minutes": 15}

    def line(at: datetime) -> Contact:
        return Contact(unit_id=desk.unit, author_id=user.pk, at=at, **told)

    with desk.acting(user):
        pattern = columns(line(timezone.now()))
    insert = inserting(Contact, user.pk)

    def ours() -> None:
        confirm_import(file=file, by=user)

    def sql() -> None:
        now = timezone.now()
        rows = []
        for number in range(LINES):
            key = uuid6.uuid7()
            rows.append(
                {**pattern, "id": key, "occasion": key, "at": now - timedelta(minutes=number), "written_at": now}
            )
        insert(rows)

    def naive() -> None:
        now = timezone.now()
        for number in range(NAIVE_LINES):
            line(now - timedelta(minutes=number)).save()

    def counted(write: Callable[[], Any]) -> Callable[[], list[int]]:
        def run() -> list[int]:
            with desk.nothing_stays(user):
                before = Contact.objects.filter(author=user).count()
                write()
                return [Contact.objects.filter(author=user).count() - before]

        return run

    calls = {"ours": desk.undone(user, ours), "sql": desk.undone(user, sql), "naive": desk.undone(user, naive)}
    return Metric("import", calls, {"ours": counted(ours), "sql": counted(sql)})


def prepared(desk: Desk) -> ImportFile:
    """A file of contacts with people nobody knew, checked to the end; it stays."""
    user, day = desk.leader, timezone.localdate()
    lines = [
        [
            f"{day - timedelta(days=1 + number % 700):%d.%m.%Y}", f"{8 + number % 10}:{number % 60:02d}",
            "", "Banegården", "Gade", "Ikke truffet", "15", f"Mødt ved bænkene, {number}.",
        ]
        for number in range(LINES)
    ]  # fmt: skip
    sheet = Sheet(HEADINGS, list(enumerate(lines, start=2)))
    with desk.acting(user):
        file = upload_sheet(unit=unit_of(user), name="kontakter.csv", sheet=sheet, by=user, kind="contacts")
        understand_columns(file=file, kind=file.kind, mapping=file.mapping, make_missing=True, by=user)
        while not file.is_checked:
            file = check_next(file=file, by=user)
        faults = {reason for row in checked_rows(file) for _column, reason in row.errors}
        if faults:
            raise ValueError(f"The spreadsheet of the benchmark is wrong: {faults}")
    return file
