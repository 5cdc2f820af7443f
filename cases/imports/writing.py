"""The one short write: prepared rows become citizens, places and contacts, with their history, in few statements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from cases.imports.checking import NEW, Checked
from cases.imports.known import KnownCitizens, fold, known_citizens, known_contact_keys
from cases.models import Citizen, Contact
from cases.models.import_file import ImportFile
from directory.models import Place

BATCH = 250


def write(file: ImportFile, rows: Iterable[Checked], user: User) -> dict[str, int]:
    """Write the new lines; returns how many of what were made. All or nothing: runs inside one action's transaction.

    Lines that somebody else brought in since the check are left out, as the keys in the database decide.
    """
    fresh = [row for row in rows if row.state == NEW]
    places = _Places(file, user)
    if file.kind == ImportFile.Kind.CITIZENS:
        known = known_citizens(user)
        made = _make_citizens(file, [row for row in fresh if row.key not in known.keys], places)
        return {"citizens": len(made), "places": places.made}
    before = known_contact_keys(file.unit, [row.key for row in fresh])
    fresh = [row for row in fresh if row.key not in before]
    people = _People(file, user)
    people.prepare(fresh)
    contacts = [_contact(file, row, people.find(row), places.find(row.values["place"])) for row in fresh]
    Contact.objects.create_many(contacts, batch_size=BATCH)
    return {"contacts": len(contacts), "citizens": people.made, "places": places.made}


def _contact(file: ImportFile, row: Checked, citizen_id: UUID | None, place: Place | None) -> Contact:
    told = row.values
    return Contact(
        unit=file.unit,
        citizen_id=citizen_id,
        described_as="" if citizen_id else told["described_as"],
        at=datetime.fromisoformat(told["at"]),
        author_id=UUID(told["author"]),
        place=place,
        way=told["way"],
        initiative=told["initiative"],
        result=told["result"],
        wish=told["wish"],
        minutes=told["minutes"],
        note=told["note"],
        import_key=row.key,
    )


class _Places:
    """The unit's places by name; those that are missing are made, and can be described better afterwards."""

    def __init__(self, file: ImportFile, user: User) -> None:
        self.file, self.made = file, 0
        rows = Place.objects.filter(unit=file.unit).order_by("area")
        self.by_name: dict[str, Place] = {}
        for place in rows:
            self.by_name.setdefault(fold(place.name), place)
            self.by_name.setdefault(fold(str(place)), place)

    def find(self, name: str) -> Place | None:
        if not name:
            return None
        if fold(name) not in self.by_name:
            place = Place(unit=self.file.unit, name=name, kind=Place.Kind.OTHER)
            place.save()
            self.by_name[fold(name)] = place
            self.made += 1
        return self.by_name[fold(name)]


class _People:
    """Whom the contacts were with: those already known, and the missing ones made at once."""

    def __init__(self, file: ImportFile, user: User) -> None:
        self.file, self.user, self.made = file, user, 0
        self.known: KnownCitizens = known_citizens(user)

    def prepare(self, rows: list[Checked]) -> None:
        missing: dict[str, Checked] = {}
        for row in rows:
            told = row.values
            if (told["cpr"] or told["name"] or told["alias"]) and self.find(row) is None:
                missing.setdefault(told["cpr"] or f"{fold(told['name'])}|{fold(told['alias'])}", row)
        if missing and not self.file.make_missing:
            raise ValidationError(_("Borgerne er ændret, siden filen blev gennemgået. Gennemgå den igen."))
        made = [_citizen(self.file, row, None, "") for row in missing.values()]
        Citizen.objects.create_many(made, batch_size=BATCH)
        self.made = len(made)
        for citizen in made:
            if citizen.cpr:
                self.known.by_cpr[citizen.cpr] = citizen.pk
            for called in (citizen.name, citizen.alias):
                if called:
                    self.known.by_name[fold(called)].append((citizen.pk, citizen.birth_year))

    def find(self, row: Checked) -> UUID | None:
        """The citizen of the row, or None. Raises ValidationError when there are several by now."""
        told = row.values
        if row.citizen:
            return UUID(row.citizen)
        found = self.known.find(cpr=told["cpr"], names=(told["name"], told["alias"]), birth_year=told["birth_year"])
        if len(found) > 1:
            raise ValidationError(_("Borgerne er ændret, siden filen blev gennemgået. Gennemgå den igen."))
        return found[0] if found else None


def _make_citizens(file: ImportFile, rows: list[Checked], places: _Places) -> list[Citizen]:
    made = [_citizen(file, row, places.find(row.values["usual_place"]), row.key) for row in rows]
    return Citizen.objects.create_many(made, batch_size=BATCH)


def _citizen(file: ImportFile, row: Checked, place: Place | None, key: str) -> Citizen:
    told = row.values
    citizen = Citizen(
        unit=file.unit,
        identity=Citizen.Identity.NAMED if told["name"] else Citizen.Identity.ALIAS,
        name=told["name"],
        alias=told["alias"],
        cpr=told["cpr"] or None,
        birth_year=told["birth_year"],
        description=told.get("description", ""),
        phone=told.get("phone") or None,
        gender=told.get("gender", ""),
        home_municipality=told.get("home_municipality", ""),
        address=told.get("address", ""),
        language=told.get("language", ""),
        contact_wishes=told.get("contact_wishes", ""),
        usual_place=place,
        import_key=key or None,
    )
    citizen.set_keys()
    return citizen
