"""Spreadsheets brought in as the pages do it, for the tests of the import."""

from __future__ import annotations

from typing import Any

from accounts.models import Unit, User
from cases.actions import imports as actions
from cases.imports.checking import Checked
from cases.imports.reading import read
from cases.models import ImportFile

CITIZENS = "CPR;Navn;Kaldenavn;Født;Telefon;Kommune;Plejer at være\n"
CONTACTS = "Dato;Kl.;Borger;CPR;Født;Sted;Kontaktform;Resultat;Ønske;Minutter;Notat;Medarbejder\n"


def checked_file(text: str, *, unit: Unit, by: User, make_missing: bool = False) -> ImportFile:
    """Uploaded, columns as guessed, checked to the end."""
    file = actions.upload_sheet(unit=unit, name="liste.csv", sheet=read(text.encode()), by=by)
    actions.understand_columns(file=file, kind=file.kind, mapping=file.mapping, make_missing=make_missing, by=by)
    while not file.is_checked:
        file = actions.check_next(file=file, by=by)
    return file


def checked_lines(text: str, **options: Any) -> list[Checked]:
    return actions.checked_rows(checked_file(text, **options))


def states(text: str, **options: Any) -> list[str]:
    return [row.state for row in checked_lines(text, **options)]


def faults(text: str, **options: Any) -> list[tuple[int, str, str]]:
    """(line, column, reason) of every fault."""
    return [(row.line, column, reason) for row in checked_lines(text, **options) for column, reason in row.errors]


def imported(text: str, **options: Any) -> dict[str, int]:
    """Checked and confirmed; what was made."""
    return actions.confirm_import(file=checked_file(text, **options), by=options["by"]).made
