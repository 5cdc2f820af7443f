"""Each line against the same rules as the screens: what it would become, or why it cannot."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from cases.imports import values
from cases.imports.known import KnownCitizens, fold, known_citizens, known_contact_keys, workers_of
from cases.imports.values import BadCell
from cases.models import Contact
from cases.models.contact import NOTE_LIMIT
from cases.models.import_file import ImportFile
from cases.numbers import read_cpr, read_phone

NEW, KNOWN, DOUBLE, FAULTY = "new", "known", "double", "faulty"


@dataclass
class Checked:
    """One line: what it becomes (`values`), or `errors` as (column key, reason); `hints` may be ignored."""

    line: int
    state: str = NEW
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)
    hints: list[tuple[str, str]] = field(default_factory=list)
    key: str = ""
    citizen: str = ""

    def fail(self, column: str, reason: object) -> None:
        self.errors.append((column, str(reason)))
        self.state = FAULTY


def as_json(checked: list[Checked]) -> str:
    return json.dumps([asdict(one) for one in checked], ensure_ascii=False)


def from_json(text: str) -> list[Checked]:
    return [Checked(**one) for one in json.loads(text)] if text else []


#: How each plain column of citizens becomes a value.
_CITIZEN_READERS: dict[str, Callable[[str], Any]] = {
    "gender": values.as_gender,
    "home_municipality": values.as_municipality,
}
_CONTACT_READERS: dict[str, Callable[[str], Any]] = {
    "way": values.as_way,
    "result": values.as_result,
    "wish": values.as_wish,
    "initiative": values.as_initiative,
    "minutes": values.as_minutes,
}


class Checker:
    """Checks the lines of one file for one user; `seen` carries keys from slice to slice to find doubled lines."""

    def __init__(self, file: ImportFile, user: User, seen: set[str]) -> None:
        self.file, self.user, self.unit, self.seen = file, user, file.unit, seen
        self.known: KnownCitizens = known_citizens(user)
        self.workers = workers_of(self.unit) if file.kind == ImportFile.Kind.CONTACTS else {}

    def check(self, rows: list[tuple[int, list[str]]]) -> list[Checked]:
        one = self._citizen if self.file.kind == ImportFile.Kind.CITIZENS else self._contact
        checked = [one(line, self._cells(cells)) for line, cells in rows]
        self._recognise(checked)
        return checked

    def _cells(self, cells: list[str]) -> dict[str, str]:
        return {
            key: cells[place] for key, place in self.file.mapping.items() if place is not None and place < len(cells)
        }

    # --- who ------------------------------------------------------------------------------------------------------
    def _who(self, row: Checked, cells: dict[str, str]) -> None:
        """name, alias, cpr, birth_year as values; errors for what is wrong with them."""
        joined = f"{cells.get('first_name', '')} {cells.get('last_name', '')}"
        name = " ".join((cells.get("name") or joined).split())
        if "," in name:
            last, _comma, first = name.partition(",")
            name = " ".join(f"{first} {last}".split())
        row.values |= {"name": name, "alias": cells.get("alias", ""), "cpr": "", "birth_year": None}
        for key, limit in (("name", 120), ("alias", 80)):
            if len(row.values[key]) > limit:
                row.fail(key, _("Teksten er for lang: højst %(limit)s tegn.") % {"limit": limit})
        if cells.get("birth_year"):
            self._read(row, "birth_year", cells["birth_year"], values.as_year)
        if cells.get("cpr"):
            try:
                number = read_cpr(_with_lost_zero(cells["cpr"]))
                row.values["cpr"] = number.number
                row.values["birth_year"] = row.values["birth_year"] or number.birth_year
                if number.hint:
                    row.hints.append(("cpr", str(number.hint)))
            except ValidationError as error:
                row.fail("cpr", error.messages[0])

    def _read(self, row: Checked, key: str, text: str, reader: Callable[[str], Any]) -> None:
        try:
            row.values[key] = reader(text)
        except BadCell as error:
            row.fail(key, error)

    # --- citizens -------------------------------------------------------------------------------------------------
    def _citizen(self, line: int, cells: dict[str, str]) -> Checked:
        row = Checked(line)
        self._who(row, cells)
        for key, limit in (("description", 300), ("address", 200), ("language", 40), ("contact_wishes", 300)):
            text = " ".join(cells.get(key, "").split())
            row.values[key] = text
            if len(text) > limit:
                row.fail(key, _("Teksten er for lang: højst %(limit)s tegn.") % {"limit": limit})
        row.values["usual_place"] = cells.get("usual_place", "")[:120]
        for key, reader in _CITIZEN_READERS.items():
            row.values[key] = ""
            if cells.get(key):
                self._read(row, key, cells[key], reader)
        row.values["phone"] = ""
        if cells.get("phone"):
            try:
                row.values["phone"] = read_phone(cells["phone"])
            except ValidationError as error:
                row.fail("phone", error.messages[0])
        if not (row.values["name"] or row.values["alias"] or row.values["description"]):
            row.fail("name", _("Linjen siger ikke, hvem det er."))
        who = row.values["cpr"] or "|".join(
            (fold(row.values["name"]), fold(row.values["alias"]), str(row.values["birth_year"] or ""))
        )
        if not row.values["cpr"] and not row.values["name"] and not row.values["alias"]:
            who += fold(row.values["description"])
        row.key = _key("citizen", self.unit, who)
        return row

    # --- contacts -------------------------------------------------------------------------------------------------
    def _contact(self, line: int, cells: dict[str, str]) -> Checked:
        row = Checked(line)
        self._who(row, cells)
        row.values |= {"way": "other", "result": "talked", "wish": "", "initiative": "worker", "minutes": None}
        row.values["note"] = cells.get("note", "")
        row.values["place"] = " ".join(cells.get("place", "").split())[:120]
        row.values["described_as"] = cells.get("described_as", "")[:200]
        if len(row.values["note"]) > NOTE_LIMIT:
            row.fail("note", _("Notatet er for langt: højst %(limit)s tegn.") % {"limit": NOTE_LIMIT})
        for key, reader in _CONTACT_READERS.items():
            if cells.get(key):
                self._read(row, key, cells[key], reader)
        if row.values["result"] == Contact.Result.NOT_MET:
            row.values["wish"] = ""
        self._moment(row, cells)
        self._worker(row, cells)
        self._met(row)
        # What the line says, not whom it was found to be: a citizen made by the first import is known in the second.
        who = row.values["cpr"] or "|".join((fold(row.values["name"]), fold(row.values["alias"])))
        told = [row.values[k] for k in ("way", "result", "place", "described_as", "note")]
        row.key = _key("contact", self.unit, who, str(row.values.get("at", "")), *map(str, told))
        return row

    def _moment(self, row: Checked, cells: dict[str, str]) -> None:
        text = cells.get("date", "")
        if not text:
            row.fail("date", _("Datoen mangler."))
            return
        try:
            day = values.as_date(text)
            clock = values.as_time(cells["time"]) if cells.get("time") else values.time_in(text)
        except BadCell as error:
            row.fail("date", error)
            return
        now = timezone.localtime()
        # A contact whose hour nobody wrote down is put at noon; today, at the latest now.
        at = timezone.make_aware(datetime.combine(day, clock or time(12)))
        if clock is None and day == now.date():
            at = min(at, now.replace(second=0, microsecond=0))
        if at > timezone.now():
            row.fail("date", _("Kontakten ligger i fremtiden."))
        born = row.values["birth_year"]
        if born and day.year < born:
            row.fail("date", _("Kontakten ligger før borgerens fødselsår (%(year)s).") % {"year": born})
        if day.year < 1990:
            row.fail("date", _("«%(text)s» ligger for langt tilbage.") % {"text": text[:40]})
        row.values["at"] = at.isoformat()

    def _worker(self, row: Checked, cells: dict[str, str]) -> None:
        row.values["author"] = str(self.user.pk)
        called = cells.get("worker", "")
        if called:
            pk = self.workers.get(fold(called))
            if pk:
                row.values["author"] = str(pk)
            else:
                row.fail("worker", _("«%(name)s» er ikke en medarbejder i enheden.") % {"name": called[:60]})

    def _met(self, row: Checked) -> None:
        """Whom the contact was with: exactly one known citizen, a new one if that was chosen, or nobody known."""
        told = row.values
        if not (told["cpr"] or told["name"] or told["alias"]):
            return
        found = self.known.find(cpr=told["cpr"], names=(told["name"], told["alias"]), birth_year=told["birth_year"])
        if len(found) == 1:
            row.citizen = str(found[0])
            born = self.known.birth_years.get(found[0])
            if born and told.get("at") and int(told["at"][:4]) < born:
                row.fail("date", _("Kontakten ligger før borgerens fødselsår (%(year)s).") % {"year": born})
        elif len(found) > 1:
            row.fail("name", _("Flere borgere hedder sådan. Skriv CPR-nummer eller fødselsår i linjen."))
        elif not self.file.make_missing:
            row.fail("name", _("Borgeren kendes ikke. Indlæs borgerne først, eller vælg at oprette dem, der mangler."))
        elif not (told["name"] or told["alias"]):
            row.fail("name", _("Borgeren kendes ikke, og linjen har intet navn at oprette med."))

    # --- known before -----------------------------------------------------------------------------------------------
    def _recognise(self, checked: list[Checked]) -> None:
        """Lines brought in before, citizens known already, and lines that stand twice in the file."""
        citizens = self.file.kind == ImportFile.Kind.CITIZENS
        before = self.known.keys if citizens else known_contact_keys(self.unit, [row.key for row in checked])
        for row in checked:
            if row.state == FAULTY:
                continue
            if row.key in before or (citizens and self._is_known(row)):
                row.state = KNOWN
            elif row.key in self.seen:
                row.state = DOUBLE
            self.seen.add(row.key)

    def _is_known(self, row: Checked) -> bool:
        found = self.known.find(
            cpr=row.values["cpr"],
            names=(row.values["name"], row.values["alias"]),
            birth_year=row.values["birth_year"],
        )
        if len(found) > 1 and not row.values["cpr"]:
            row.fail("name", _("Flere borgere hedder sådan. Skriv CPR-nummer eller fødselsår i linjen."))
            return False
        if found:
            row.citizen = str(found[0])
        return bool(found)


def _with_lost_zero(text: str) -> str:
    """Spreadsheets take a CPR number for a number and drop its first zero."""
    return f"0{text}" if text.isdigit() and len(text) == 9 else text


def _key(kind: str, unit: Unit, *parts: str) -> str:
    """The same line gives the same key for ever, so that a second import changes nothing."""
    told = "\x1f".join((kind, str(unit.pk), *(part.casefold() for part in parts)))
    return hashlib.sha256(told.encode()).hexdigest()
