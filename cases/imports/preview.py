"""What a checked file would become, as a person sees it before saying yes."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.municipalities import MUNICIPALITIES
from cases.imports import columns
from cases.imports.checking import DOUBLE, FAULTY, KNOWN, NEW, Checked
from cases.imports.people import missing_people, says_who
from cases.imports.places import Places
from cases.models import Citizen, Contact, ImportFile

#: Lines shown on the page; all faulty ones are in the list to download.
SHOWN_FAULTS, SHOWN_NEW, SHOWN_FEW = 100, 10, 20

_SAMPLED = {
    ImportFile.Kind.CITIZENS: ("name", "alias", "birth_year", "usual_place", "home_municipality", "gender"),
    ImportFile.Kind.CONTACTS: ("at", "name", "alias", "place", "way", "result", "note"),
}
_WORDS: dict[str, dict[str, Any]] = {
    "way": dict(Contact.Way.choices),
    "result": dict(Contact.Result.choices),
    "gender": dict(Citizen.Gender.choices),
    "home_municipality": MUNICIPALITIES,
}


def preview(file: ImportFile, rows: list[Checked], user: User) -> dict[str, Any]:
    """The context of the preview page: counts, faults, what is made along the way, the first new lines."""
    fresh = [row for row in rows if row.state == NEW]
    faulty = fault_table(file, rows)
    is_contacts = file.kind == ImportFile.Kind.CONTACTS
    people = missing_people(fresh)[0] if is_contacts else []
    key = "place" if is_contacts else "usual_place"
    places = Places(file.unit, user).missing(row.values[key] for row in fresh)
    return {
        "counts": {state: file.counts.get(state, 0) for state in (NEW, KNOWN, DOUBLE, FAULTY)},
        "faults": faulty[:SHOWN_FAULTS],
        "more_faults": max(0, len(faulty) - SHOWN_FAULTS),
        "doubles": _few([str(row.line) for row in rows if row.state == DOUBLE]),
        "hints": hint_table(rows),
        "new_people": _few([person.name or person.alias for person in people]),
        "new_places": _few(places),
        "people_count": len(people),
        "place_count": len(places),
        "fault_columns": [_("Linje"), _("Kolonne"), _("Hvad er galt")],
        "hint_columns": [_("Linjer"), _("Se efter")],
        **_sample(file, fresh[:SHOWN_NEW]),
    }


def fault_table(file: ImportFile, rows: list[Checked]) -> list[list[Any]]:
    """[line, column, reason] for each fault of each faulty line."""
    labels = _labels(file)
    return [
        [row.line, labels.get(column, ""), reason]
        for row in rows
        if row.state == FAULTY
        for column, reason in row.errors
    ]


def hint_table(rows: list[Checked]) -> list[list[str]]:
    """[lines, what to look at]: the same words once, however many lines they are about."""
    lines: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.state in (NEW, KNOWN):
            for _column, hint in row.hints:
                lines[hint].append(str(row.line))
    return [[_few(numbers), hint] for hint, numbers in lines.items()]


def _few(words: list[str]) -> str:
    return ", ".join(words[:SHOWN_FEW]) + (" …" if len(words) > SHOWN_FEW else "")


def _labels(file: ImportFile) -> dict[str, str]:
    return {column.key: str(column.label) for column in columns.COLUMNS[file.kind]}


def _sample(file: ImportFile, rows: list[Checked]) -> dict[str, Any]:
    """The first new lines as they will be; only columns that say something."""
    labels = _labels(file)
    kind = ImportFile.Kind(file.kind)
    keys = [key for key in _SAMPLED[kind] if any(row.values.get(key) for row in rows)]
    heads = [_("Linje"), *(labels.get(key, _("Hvornår")) for key in keys)]
    table = [[row.line, *(_shown(row, key) for key in keys)] for row in rows]
    if kind == ImportFile.Kind.CONTACTS:
        heads.append(_("Borgeren"))
        table = [[*cells, _whom(row)] for cells, row in zip(table, rows, strict=True)]
    return {"sample_columns": heads, "sample": table}


def _whom(row: Checked) -> str:
    if row.citizen:
        return _("kendes")
    return _("oprettes") if says_who(row) else _("ukendt")


def _shown(row: Checked, key: str) -> str:
    value = row.values.get(key)
    if value in (None, ""):
        return ""
    if key == "at":
        moment = timezone.localtime(datetime.fromisoformat(value))
        # Narrow, and nowhere to break but between day and hour.
        return f"{date_format(moment, 'SHORT_DATE_FORMAT')} {date_format(moment, 'TIME_FORMAT')}"
    if key in _WORDS:
        return str(_WORDS[key][value])
    return str(value) if len(str(value)) < 80 else f"{str(value)[:80]} …"
