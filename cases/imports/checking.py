"""Each line against the same rules as the screens: what it would become, or why it cannot."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from audit.access import log_listed
from audit.models import AccessLog
from cases.imports import values
from cases.imports.known import People, Person, colleagues_of, fold, known_keys, known_people
from cases.imports.values import BadCell
from cases.models import Citizen, Contact
from cases.models.contact import NOTE_LIMIT
from cases.models.import_file import ImportFile
from cases.numbers import read_cpr, read_phone

NEW, KNOWN, DOUBLE, FAULTY = "new", "known", "double", "faulty"
#: Letters of a line's key.
KEY_LENGTH = 64


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
    return json.dumps([vars(one) for one in checked], ensure_ascii=False)


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


#: Columns that are no part of a line's key: a fault in them does not hide that the line was brought in before.
_NOT_IN_KEY = {
    *("worker", "minutes", "initiative", "wish", "phone", "gender", "home_municipality"),
    *("address", "language", "contact_wishes", "usual_place"),
}
#: The longest text of each column; what is longer is refused, never cut.
_LIMITS = {
    "name": 120,
    "alias": 80,
    "description": 300,
    "address": 200,
    "language": 40,
    "contact_wishes": 300,
    "usual_place": 120,
    "place": 120,
    "described_as": 200,
}


class Checker:
    """Checks the lines of one file for one user; `seen` carries keys from slice to slice to find doubled lines."""

    def __init__(self, file: ImportFile, user: User, seen: set[str]) -> None:
        self.file, self.user, self.unit, self.seen = file, user, file.unit, seen
        self.is_citizens = file.kind == ImportFile.Kind.CITIZENS
        self.colleagues = {} if self.is_citizens else colleagues_of(self.unit)

    def check(self, rows: list[tuple[int, list[str]]]) -> list[Checked]:
        one = self._citizen if self.is_citizens else self._contact
        checked = [one(line, self._cells(cells)) for line, cells in rows]
        self._recognise(checked)
        people = known_people(self.user, self.unit, (row.values["cpr"] for row in checked))
        for row in checked:
            if row.state == NEW:
                self._meet(row, people)
        # To be told that a number is known is a look at its owner.
        log_listed(people.taken.values(), action=AccessLog.Action.SEARCH, detail="cpr")
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
        self._fit(row, "name", "alias")
        if cells.get("birth_year"):
            self._read(row, "birth_year", cells["birth_year"], values.as_year)
        if cells.get("cpr"):
            try:
                number = read_cpr(_with_lost_zero(cells["cpr"]))
                row.values["cpr"] = number.number
                told, born = row.values["birth_year"], number.birth_year
                if told and born and told != born:
                    row.hints.append(("cpr", str(_("Fødselsåret og CPR-nummeret siger ikke det samme."))))
                row.values["birth_year"] = told or born
                if number.hint:
                    row.hints.append(("cpr", str(number.hint)))
            except ValidationError as error:
                row.fail("cpr", error.messages[0])

    def _fit(self, row: Checked, *keys: str) -> None:
        for key in keys:
            if len(row.values[key]) > _LIMITS[key]:
                row.fail(key, _("Teksten er for lang: højst %(limit)s tegn.") % {"limit": _LIMITS[key]})

    def _read(self, row: Checked, key: str, text: str, reader: Callable[[str], Any]) -> None:
        try:
            row.values[key] = reader(text)
        except BadCell as error:
            row.fail(key, error)

    # --- citizens -------------------------------------------------------------------------------------------------
    def _citizen(self, line: int, cells: dict[str, str]) -> Checked:
        row = Checked(line)
        self._who(row, cells)
        texts = ("description", "address", "language", "contact_wishes", "usual_place")
        row.values |= {key: " ".join(cells.get(key, "").split()) for key in texts}
        self._fit(row, *texts)
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
        told = row.values
        if not (told["name"] or told["alias"] or told["description"]):
            row.fail("name", _("Linjen siger ikke, hvem det er."))
        row.key = _key(
            "citizen", self.unit, *_told_who(told), "" if told["name"] or told["alias"] else told["description"]
        )
        return row

    # --- contacts -------------------------------------------------------------------------------------------------
    def _contact(self, line: int, cells: dict[str, str]) -> Checked:
        row = Checked(line)
        self._who(row, cells)
        row.values |= {"way": "other", "result": "talked", "wish": "", "initiative": "worker", "minutes": None}
        row.values |= {key: " ".join(cells.get(key, "").split()) for key in ("place", "described_as")}
        self._fit(row, "place", "described_as")
        row.values["note"] = cells.get("note", "")
        if len(row.values["note"]) > NOTE_LIMIT:
            row.fail("note", _("Notatet er for langt: højst %(limit)s tegn.") % {"limit": NOTE_LIMIT})
        for key, reader in _CONTACT_READERS.items():
            if cells.get(key):
                self._read(row, key, cells[key], reader)
        if row.values["wish"] and row.values["result"] == Contact.Result.NOT_MET:
            row.fail("wish", _("Borgeren blev ikke truffet og kan ikke have sagt noget om kontakt."))
        when = self._moment(row, cells)
        self._colleague(row, cells)
        # What the line says, not whom it was found to be: a citizen made by the first import is known in the second.
        told = [row.values[key] for key in ("way", "result", "place", "described_as", "note")]
        row.key = _key("contact", self.unit, *_told_who(row.values), when, *told)
        return row

    def _moment(self, row: Checked, cells: dict[str, str]) -> str:
        """Reads `at`; returns the day and, if it was written, the hour, which are the same whenever one asks."""
        text = cells.get("date", "")
        if not text:
            row.fail("date", _("Datoen mangler."))
            return ""
        self._read(row, "date", text, values.as_date)
        if cells.get("time"):
            self._read(row, "time", cells["time"], values.as_time)
        else:
            row.values["time"] = values.time_in(text)
        day, clock = row.values.pop("date", None), row.values.pop("time", None)
        if any(column in ("date", "time") for column, _reason in row.errors):
            return ""
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
            row.fail("date", _("»%(text)s« ligger for langt tilbage.") % {"text": text[:40]})
        row.values["at"] = at.isoformat()
        return f"{day} {clock or ''}"

    def _colleague(self, row: Checked, cells: dict[str, str]) -> None:
        row.values["author"] = str(self.user.pk)
        called = cells.get("worker", "")
        if called:
            pk = self.colleagues.get(fold(called))
            if pk:
                row.values["author"] = str(pk)
            else:
                row.fail("worker", _("»%(name)s« er ikke en medarbejder i enheden.") % {"name": called[:60]})

    # --- known before -----------------------------------------------------------------------------------------------
    def _recognise(self, checked: list[Checked]) -> None:
        """Lines brought in before, whatever is wrong with them by now, and lines that stand twice in the file."""
        model = Citizen if self.is_citizens else Contact
        for row in checked:
            if any(column not in _NOT_IN_KEY for column, _reason in row.errors):
                row.key = ""
        before = known_keys(model, self.unit, (row.key for row in checked))
        for row in checked:
            if row.key in before:
                row.state, row.errors, row.hints = KNOWN, [], []
            elif row.state == NEW and row.key in self.seen:
                row.state = DOUBLE
            if row.state != FAULTY:
                self.seen.add(row.key)

    def _meet(self, row: Checked, people: People) -> None:
        """Whom the line is about: exactly one known citizen, a new one, or nobody known."""
        told = row.values
        if told["cpr"] in people.taken:
            row.fail("cpr", _("CPR-nummeret kan ikke bruges her: en anden borger har det allerede."))
            return
        found = people.find(cpr=told["cpr"], name=told["name"], alias=told["alias"], birth_year=told["birth_year"])
        if len(found) > 1:
            row.fail("name", _("Flere borgere hedder sådan. Skriv CPR-nummer eller fødselsår i linjen."))
        elif found:
            row.citizen = str(found[0].id)
            (self._is_known if self.is_citizens else self._was_born)(row, found[0])
        elif not self.is_citizens:
            self._may_be_made(row)

    def _is_known(self, row: Checked, citizen: Person) -> None:
        row.state = KNOWN
        if row.values["cpr"] and not citizen.has_cpr:
            row.hints.append(
                ("cpr", str(_("Borgeren findes uden CPR-nummer. Skriv det på borgeren, hvis det er den.")))
            )

    def _was_born(self, row: Checked, citizen: Person) -> None:
        born = citizen.birth_year
        if born and int(row.values["at"][:4]) < born:
            row.fail("date", _("Kontakten ligger før borgerens fødselsår (%(year)s).") % {"year": born})

    def _may_be_made(self, row: Checked) -> None:
        told = row.values
        if told["cpr"] and not (told["name"] or told["alias"]):
            row.fail("cpr", _("Borgeren kendes ikke, og linjen har intet navn at oprette med."))
        elif (told["name"] or told["alias"]) and not self.file.make_missing:
            row.fail("name", _("Borgeren kendes ikke. Indlæs borgerne først, eller vælg at oprette dem, der mangler."))


def _told_who(told: dict[str, Any]) -> tuple[str, ...]:
    """Who a line says it is about: the CPR number alone, else all it says."""
    return (told["cpr"],) if told["cpr"] else (fold(told["name"]), fold(told["alias"]), str(told["birth_year"] or ""))


def _with_lost_zero(text: str) -> str:
    """Spreadsheets take a CPR number for a number and drop its first zero."""
    return f"0{text}" if text.isdigit() and len(text) == 9 else text


def _key(kind: str, unit: Unit, *parts: str) -> str:
    """The same line gives the same key for ever, so that a second import changes nothing."""
    told = "\x1f".join((kind, str(unit.pk), *(part.casefold() for part in parts)))
    return hashlib.sha256(told.encode()).hexdigest()
