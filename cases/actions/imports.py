"""A spreadsheet comes in: kept, understood, checked piece by piece, written once."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from audit.writing import action
from cases.imports import columns
from cases.imports.checking import FAULTY, NEW, Checked, Checker, as_json, from_json
from cases.imports.reading import Sheet
from cases.imports.writing import write
from cases.models import ImportFile, ImportSlice

#: Lines checked in one go: about half a second, so that nobody else waits for the check.
SLICE = 500
#: Days after which an unconfirmed file is given up and its lines are deleted.
KEPT_DAYS = 7


@action
def upload_sheet(*, unit: Unit, name: str, sheet: Sheet, by: User, kind: str = "") -> ImportFile:
    """Keep the lines, encrypted, with a guess of what the file is and what its columns mean."""
    kind = kind or columns.guess_kind(sheet.headers)
    file = ImportFile(
        unit=unit,
        kind=kind,
        name=name[:200],
        rows=len(sheet.rows),
        headers=sheet.headers,
        mapping=columns.guess(kind, sheet.headers),
        uploaded_by=by,
    )
    file.save()
    for number, at in enumerate(range(0, len(sheet.rows), SLICE)):
        raw = json.dumps(sheet.rows[at : at + SLICE], ensure_ascii=False)
        ImportSlice(file=file, number=number, raw=raw).save()
    return file


@action
def understand_columns(
    *, file: ImportFile, kind: str, mapping: dict[str, int | None], make_missing: bool, by: User
) -> ImportFile:
    """What a person says the columns mean; the check begins anew. Raises ValidationError."""
    _require_open(file)
    lacking = columns.missing(kind, mapping)
    if lacking:
        raise ValidationError(lacking)
    file.kind, file.mapping, file.make_missing = kind, mapping, make_missing
    file.checked, file.counts = 0, {}
    file.save()
    for part in file.slices.exclude(found=""):
        part.found = ""
        part.save()
    return file


@action
def check_next(*, file: ImportFile, by: User) -> ImportFile:
    """Check the next slice, in a transaction of its own so that others get on. Does nothing when all are checked."""
    _require_open(file)
    parts = list(file.slices.only("id", "number", "file", "organisation", "shared_with", "found"))
    part = next((one for one in parts if not one.found), None)
    if part is None:
        return file
    seen = {row.key for one in parts if one.found for row in from_json(one.found) if row.state != FAULTY}
    rows = [(line, cells) for line, cells in json.loads(part.raw)]
    checked = Checker(file, by, seen).check(rows)
    part.found = as_json(checked)
    part.save()
    file.counts = dict(Counter(file.counts) + Counter(row.state for row in checked))
    file.checked += len(rows)
    file.save()
    return file


@action
def confirm_import(*, file: ImportFile, by: User) -> ImportFile:
    """Write every line that is new, all or nothing. A file is written once, however often one presses."""
    file = ImportFile.objects.select_for_update().select_related("unit").get(pk=file.pk)
    if file.confirmed_at:
        return file
    _require_open(file)
    if not file.is_checked:
        raise ValidationError(_("Filen er ikke gennemgået færdig."))
    file.made = write(file, checked_rows(file), by)
    file.confirmed_at = timezone.now()
    file.save()
    _forget(file)
    return file


@action
def cancel_import(*, file: ImportFile, by: User) -> ImportFile:
    """Give the file up; its lines are deleted and nothing is written."""
    if file.is_open:
        file.cancelled_at = timezone.now()
        file.save()
        _forget(file)
    return file


@action
def give_up_forgotten(*, by: User) -> int:
    """Files nobody confirmed within a week; returns how many. Called when the list of files is opened."""
    old = ImportFile.objects.filter(
        confirmed_at=None, cancelled_at=None, uploaded_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)
    )
    files = list(old)
    for file in files:
        cancel_import(file=file, by=by)
    return len(files)


def checked_rows(file: ImportFile) -> list[Checked]:
    """Every line checked so far, in the file's order."""
    return [row for part in file.slices.order_by("number") for row in from_json(part.found)]


def faults(rows: list[Checked]) -> list[dict[str, Any]]:
    """The faulty lines, one entry a reason: {line, column, reason}."""
    return [
        {"line": row.line, "column": column, "reason": reason}
        for row in rows
        if row.state == FAULTY
        for column, reason in row.errors
    ]


def fresh(rows: list[Checked]) -> list[Checked]:
    return [row for row in rows if row.state == NEW]


def _forget(file: ImportFile) -> None:
    """The lines themselves go, also from the encrypted store; what was written stays as records."""
    for part in file.slices.all():
        part.delete()


def _require_open(file: ImportFile) -> None:
    if not file.is_open:
        raise ValidationError(_("Filen er allerede indlæst eller opgivet."))
