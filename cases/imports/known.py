"""What the unit knows already, loaded once for a slice of lines: who is who, which lines were brought in before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from accounts.models import Membership, Unit, User
from cases.models import Citizen, Contact


@dataclass
class KnownCitizens:
    """Look-ups by CPR, by folded name or alias, and by import key, of the citizens this user may see."""

    by_cpr: dict[str, UUID] = field(default_factory=dict)
    by_name: dict[str, list[tuple[UUID, int | None]]] = field(default_factory=lambda: defaultdict(list))
    birth_years: dict[UUID, int | None] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)

    def find(self, *, cpr: str, names: Iterable[str], birth_year: int | None) -> list[UUID]:
        """The citizens this may be: one by CPR, else all of that name or alias whose birth year does not differ."""
        if cpr and cpr in self.by_cpr:
            return [self.by_cpr[cpr]]
        found: dict[UUID, None] = {}
        for name in names:
            for citizen_id, year in self.by_name.get(fold(name), []) if name else []:
                if not (birth_year and year and birth_year != year):
                    found[citizen_id] = None
        return list(found)


def fold(name: str) -> str:
    return " ".join(name.casefold().split())


def known_citizens(user: User) -> KnownCitizens:
    """One query over the unit's citizens. A protected name is not recognised for whoever may not see it."""
    known = KnownCitizens()
    rows = Citizen.objects.visible_to(user).labelled(user)
    for pk, cpr, name, alias, year, key, hidden in rows.values_list(
        "pk", "cpr", "name", "alias", "birth_year", "import_key", "name_hidden"
    ).iterator(chunk_size=2000):
        known.birth_years[pk] = year
        if cpr:
            known.by_cpr[cpr] = pk
        if key:
            known.keys.add(key)
        for called in () if hidden else (name, alias):
            if called:
                known.by_name[fold(called)].append((pk, year))
    return known


def known_contact_keys(unit: Unit, keys: Iterable[str]) -> set[str]:
    """Which of these import keys stand in the unit already."""
    wanted, found = list(keys), set()
    for at in range(0, len(wanted), 500):
        rows = Contact.objects.filter(organisation=unit.organisation, import_key__in=wanted[at : at + 500])
        found.update(rows.values_list("import_key", flat=True))
    return found


def workers_of(unit: Unit) -> dict[str, UUID]:
    """The unit's people by folded name, e-mail and initials; initials that two share name nobody."""
    people = {m.user_id: m.user for m in Membership.objects.filter(unit=unit).select_related("user")}
    named: dict[str, UUID | None] = {}
    for user in people.values():
        for called in (user.name, user.email, user.initials, user.name.split()[0] if user.name else ""):
            if called:
                named[fold(called)] = None if fold(called) in named else user.pk
    return {called: pk for called, pk in named.items() if pk}
