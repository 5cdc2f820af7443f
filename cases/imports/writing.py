"""The one short write: prepared rows become citizens, places and contacts, with their history, in few statements."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.actions.contact import REST_DAYS
from cases.imports.checking import NEW, Checked
from cases.imports.known import People, Person, known_keys, known_people
from cases.imports.people import missing_people, says_who
from cases.imports.places import Places
from cases.models import Citizen, Contact
from cases.models.import_file import ImportFile

BATCH = 250


class Outdated(ValidationError):
    """What the check found is no longer so: somebody wrote in between, and the lines must be checked again."""

    def __init__(self) -> None:
        super().__init__(_("Der er skrevet nyt, siden filen blev gennemgået. Den gennemgås nu igen."))


def write(file: ImportFile, rows: list[Checked], user: User) -> dict[str, int]:
    """Write the new lines; returns how many of what were made. All or nothing: runs inside one action's transaction.

    Raises Outdated when citizens or lines have come since the check.
    """
    fresh = [row for row in rows if row.state == NEW]
    model = Citizen if file.kind == ImportFile.Kind.CITIZENS else Contact
    if known_keys(model, file.unit, (row.key for row in fresh)):
        raise Outdated
    people = known_people(user, file.unit, (row.values["cpr"] for row in fresh))
    _require_as_checked(fresh, people)
    places = Places(file.unit, user)
    if model is Citizen:
        made = [_listed(file, row, places) for row in fresh]
        Citizen.objects.create_many(made, batch_size=BATCH)
        return {"citizens": len(made), "places": places.made}
    new_people, of_line = missing_people(fresh)
    if new_people and not file.make_missing:
        raise Outdated
    _make(file, new_people)
    contacts = [_contact(file, row, of_line.get(row.line), places) for row in fresh]
    Contact.objects.create_many(contacts, batch_size=BATCH)
    return {"contacts": len(contacts), "citizens": len(new_people), "places": places.made}


def _require_as_checked(fresh: list[Checked], people: People) -> None:
    for row in fresh:
        told = row.values
        if told["cpr"] in people.taken:
            raise Outdated
        if row.citizen:
            if UUID(row.citizen) not in people.by_id:
                raise Outdated
        elif says_who(row) and people.find(
            cpr=told["cpr"], name=told["name"], alias=told["alias"], birth_year=told["birth_year"]
        ):
            raise Outdated


def _contact(file: ImportFile, row: Checked, new: Person | None, places: Places) -> Contact:
    told = row.values
    at = datetime.fromisoformat(told["at"])
    citizen_id = UUID(row.citizen) if row.citizen else new.id if new else None
    rest = REST_DAYS.get(told["wish"])
    return Contact(
        unit=file.unit,
        citizen_id=citizen_id,
        described_as="" if citizen_id else told["described_as"],
        at=at,
        author_id=UUID(told["author"]),
        place=places.find(told["place"]),
        way=told["way"],
        initiative=told["initiative"],
        result=told["result"],
        wish=told["wish"],
        rest_until=timezone.localdate(at) + timedelta(days=rest) if rest else None,
        minutes=told["minutes"],
        note=told["note"],
        import_key=row.key,
    )


def _make(file: ImportFile, people: list[Person]) -> None:
    """A citizen for each person, whose `id` it becomes."""
    made = [
        _citizen(
            file,
            name=person.name,
            alias=person.alias,
            cpr=person.cpr or None,
            birth_year=person.birth_year,
        )
        for person in people
    ]
    Citizen.objects.create_many(made, batch_size=BATCH)
    for person, citizen in zip(people, made, strict=True):
        person.id = citizen.pk


def _listed(file: ImportFile, row: Checked, places: Places) -> Citizen:
    told = row.values
    return _citizen(
        file,
        name=told["name"],
        alias=told["alias"],
        cpr=told["cpr"] or None,
        birth_year=told["birth_year"],
        description=told["description"],
        phone=told["phone"] or None,
        gender=told["gender"],
        home_municipality=told["home_municipality"],
        address=told["address"],
        language=told["language"],
        contact_wishes=told["contact_wishes"],
        usual_place=places.find(told["usual_place"]),
        import_key=row.key,
    )


def _citizen(file: ImportFile, **fields: object) -> Citizen:
    identity = Citizen.Identity.NAMED if fields["name"] else Citizen.Identity.ALIAS
    citizen = Citizen(unit=file.unit, identity=identity, **fields)
    citizen.set_keys()
    return citizen
