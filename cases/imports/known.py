"""What the unit knows already, loaded once for a slice of lines: who is who, which lines were brought in before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q

from accounts.models import Membership, Unit, User
from cases.merged import kept_for
from cases.models import Citizen, Contact

#: Keys asked for at a time: below the number of parameters any SQLite takes.
CHUNK = 500


@dataclass
class Person:
    """Somebody a line may be about: a citizen the user sees (`id`), or one still to be made."""

    name: str = ""
    alias: str = ""
    birth_year: int | None = None
    #: Of a known citizen only that there is a number; it is not loaded.
    has_cpr: bool = False
    cpr: str = ""
    id: UUID | None = None


@dataclass
class People:
    """Look-ups by CPR and by folded name or alias."""

    by_cpr: dict[str, Person] = field(default_factory=dict)
    by_name: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    by_id: dict[UUID, Person] = field(default_factory=dict)
    #: CPR numbers that belong to citizens whom the user cannot see: of them only the key.
    taken: dict[str, UUID] = field(default_factory=dict)

    def add(self, person: Person) -> None:
        if person.cpr:
            self.by_cpr[person.cpr] = person
        if person.id:
            self.by_id[person.id] = person
        self.call(person, person.name, person.alias)

    def call(self, person: Person, *names: str) -> None:
        """Let `person` be found by these names, too."""
        for called in {fold(name) for name in names} - {""}:
            if not any(known is person for known in self.by_name[called]):
                self.by_name[called].append(person)

    def find(self, *, cpr: str, name: str, alias: str, birth_year: int | None) -> list[Person]:
        """Whom this may be: one by CPR, else all of that name (or, without a name, that alias) whom nothing speaks
        against: another birth year, another CPR. Alias and birth year narrow several down."""
        if cpr and cpr in self.by_cpr:
            return [self.by_cpr[cpr]]
        found = [
            person
            for person in self.by_name.get(fold(name or alias), [])
            if not (cpr and person.has_cpr)
            and not (birth_year and person.birth_year and birth_year != person.birth_year)
        ]
        if len(found) > 1 and name and alias:
            found = [person for person in found if fold(person.alias) == fold(alias)] or found
        if len(found) > 1 and birth_year:
            found = [person for person in found if person.birth_year == birth_year] or found
        return found


def fold(name: str) -> str:
    return " ".join(name.casefold().split())


def known_people(user: User, unit: Unit, cprs: Iterable[str]) -> People:
    """The citizens this user sees, by name, and by those of `cprs` that are theirs; few queries however many they are.

    A protected name is not recognised for whoever may not see it.
    """
    people = People()
    has_cpr = ExpressionWrapper(Q(cpr__isnull=False), BooleanField())
    seen = Citizen.objects.visible_to(user).labelled(user).annotate(has_cpr=has_cpr)
    rows = seen.values_list("pk", "name", "alias", "birth_year", "has_cpr", "name_hidden")
    for pk, name, alias, year, numbered, hidden in rows.iterator(chunk_size=2000):
        called = ("", "") if hidden else (name, alias)
        people.add(Person(*called, birth_year=year, has_cpr=numbered, id=pk))
    _call_merged(people, unit)
    for chunk in _chunks(cprs):
        # A number is given once in the organisation, so all of it is asked; one that is not seen is only known taken.
        everywhere = Citizen.objects.filter(organisation=unit.organisation_id, merged_into=None, cpr__in=chunk)
        for pk, cpr in everywhere.values_list("pk", "cpr"):
            if cpr and pk in people.by_id:
                people.by_cpr[cpr] = people.by_id[pk]
            elif cpr:
                people.taken[cpr] = pk
    return people


def _call_merged(people: People, unit: Unit) -> None:
    """What those were called who were merged into others: a line with the old name is about the one who stays."""
    rows = Citizen.objects.filter(organisation=unit.organisation_id, merged_into__isnull=False)
    merged = {pk: names for pk, *names in rows.values_list("pk", "name", "alias")}
    for pk, kept in kept_for(merged.keys()).items():
        person = people.by_id.get(kept)
        if person and (person.name or person.alias):
            people.call(person, *merged[pk])


def known_keys(model: type[Citizen] | type[Contact], unit: Unit, keys: Iterable[str]) -> set[str]:
    """Which of these import keys stand in the organisation already (a key names the unit too)."""
    found: set[str] = set()
    for chunk in _chunks(keys):
        rows = model.objects.filter(organisation=unit.organisation_id, import_key__in=chunk)
        found.update(key for key in rows.values_list("import_key", flat=True) if key)
    return found


def _chunks(values: Iterable[str]) -> Iterable[list[str]]:
    wanted = sorted({value for value in values if value})
    return (wanted[at : at + CHUNK] for at in range(0, len(wanted), CHUNK))


def colleagues_of(unit: Unit) -> dict[str, UUID]:
    """The unit's people by folded name, e-mail, first name and initials; what two share names nobody.

    Those who left too: old spreadsheets are full of them.
    """
    named: dict[str, set[UUID]] = defaultdict(set)
    for member in Membership.objects.filter(unit=unit).select_related("user"):
        user = member.user
        for called in (user.name, user.email, user.initials, *user.name.split()[:1]):
            if called:
                named[fold(called)].add(user.pk)
    return {called: next(iter(ids)) for called, ids in named.items() if len(ids) == 1}
