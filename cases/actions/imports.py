"""A spreadsheet comes in: kept, understood, checked piece by piece, written once."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from audit.writing import action
from cases.imports import columns
from cases.imports.checking import FAULTY, KEY_LENGTH, Checked, Checker, as_json, from_json
from cases.imports.reading import Sheet
from cases.imports.writing import Outdated, write
from cases.models import ImportFile, ImportSlice

#: Lines checked in one go: a fraction of a second, so that nobody else waits for the check.
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
        heading=json.dumps(sheet.headers, ensure_ascii=False),
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
    file = _locked(file)
    _require_open(file)
    lacking = columns.missing(kind, mapping)
    if lacking:
        raise ValidationError(lacking)
    file.kind, file.mapping, file.make_missing = kind, mapping, make_missing
    _begin_check(file)
    return file


@action
def check_next(*, file: ImportFile, by: User) -> ImportFile:
    """Check the next slice, in a transaction of its own so that others get on. Does nothing when all are checked."""
    file = _locked(file)
    _require_open(file)
    if file.is_checked:
        return file
    number = file.checked // SLICE
    part = file.slices.get(number=number)
    rows = [(line, cells) for line, cells in json.loads(part.raw)]
    checked = Checker(file, by, _keys_before(file, number)).check(rows)
    part.found = as_json(checked)
    part.keys = "".join(row.key for row in checked if row.state != FAULTY)
    part.save(update_fields=["found", "keys"])
    file.counts = dict(Counter(file.counts) + Counter(row.state for row in checked))
    file.checked += len(rows)
    file.save()
    return file


@action
def check_again(*, file: ImportFile, by: User) -> ImportFile:
    """The check begins anew, with the same columns."""
    file = _locked(file)
    _require_open(file)
    _begin_check(file)
    return file


@action
def confirm_import(*, file: ImportFile, by: User, reason: str = "") -> ImportFile:
    """Write every line that is new, all or nothing. A file is written once, however often one presses.

    Raises Outdated when the check no longer holds: begin it anew with `check_again`.
    """
    file = _locked(file)
    if file.confirmed_at:
        return file
    _require_open(file)
    if not file.is_checked:
        raise ValidationError(_("Filen er ikke gennemgået færdig."))
    try:
        with transaction.atomic():
            file.made = write(file, checked_rows(file), by)
    except IntegrityError as error:
        # Somebody wrote the same citizen or line in this very moment.
        raise Outdated from error
    file.confirmed_at = timezone.now()
    _forget(file)
    return file


@action
def cancel_import(*, file: ImportFile, by: User) -> ImportFile:
    """Give the file up; its lines are deleted and nothing is written. Raises ValidationError when it is done with."""
    file = _locked(file)
    _require_open(file)
    file.cancelled_at = timezone.now()
    _forget(file)
    return file


@action
def give_up_forgotten(*, by: User) -> int:
    """Files nobody confirmed within a week; returns how many. Called when the list of files is opened."""
    long_ago = timezone.now() - timedelta(days=KEPT_DAYS)
    old = ImportFile.objects.visible_to(by).filter(confirmed_at=None, cancelled_at=None, uploaded_at__lt=long_ago)
    files = list(old)
    for file in files:
        cancel_import(file=file, by=by)
    return len(files)


def checked_rows(file: ImportFile) -> list[Checked]:
    """Every line checked so far, in the file's order."""
    return [row for part in file.slices.order_by("number") for row in from_json(part.found)]


def _locked(file: ImportFile) -> ImportFile:
    """The file as it is now, with nobody else at it: two tabs may drive the same check."""
    return ImportFile.objects.select_for_update(of=("self",)).select_related("unit").get(pk=file.pk)


def _begin_check(file: ImportFile) -> None:
    file.checked, file.counts = 0, {}
    file.save()


def _keys_before(file: ImportFile, number: int) -> set[str]:
    """The keys of the good lines of the slices before this one; the slices themselves are not loaded."""
    keys = file.slices.filter(number__lt=number).values_list("keys", flat=True)
    return {text[at : at + KEY_LENGTH] for text in keys for at in range(0, len(text), KEY_LENGTH)}


def _forget(file: ImportFile) -> None:
    """Save, and delete the lines, also from the encrypted store; what was written stays as records."""
    file.heading, file.mapping = "", {}
    file.save()
    for pk in file.slices.values_list("pk", flat=True):
        ImportSlice.objects.defer("raw", "found", "keys").get(pk=pk).delete()


def _require_open(file: ImportFile) -> None:
    if not file.is_open:
        raise ValidationError(_("Filen er allerede indlæst eller opgivet."))
