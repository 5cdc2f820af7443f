"""Whom the contacts of a file are with, when the unit does not know them yet: one new citizen for each."""

from __future__ import annotations

from collections.abc import Iterable

from cases.imports.checking import Checked
from cases.imports.known import People, Person, fold


def says_who(row: Checked) -> bool:
    told = row.values
    return bool(told["cpr"] or told["name"] or told["alias"])


def missing_people(rows: Iterable[Checked]) -> tuple[list[Person], dict[int, Person]]:
    """The people to be made for lines whose citizen is not known, and which line is about whom: {line number: person}.

    Lines that say most come first (CPR, then birth year), so that the order of the file decides nothing. A line that
    could be about several of them gets a person of its own: two people made one cannot be parted again.
    """
    unknown = [row for row in rows if not row.citizen and says_who(row)]
    unknown.sort(
        key=lambda row: (not row.values["cpr"], not row.values["birth_year"], not row.values["alias"], row.line)
    )
    people, made, of_line = People(), [], {}
    exact: dict[tuple[str, str, int | None], Person] = {}
    for row in unknown:
        told = row.values
        called = (fold(told["name"]), fold(told["alias"]), told["birth_year"])
        found = people.find(cpr=told["cpr"], name=told["name"], alias=told["alias"], birth_year=told["birth_year"])
        person = found[0] if len(found) == 1 else None if told["cpr"] else exact.get(called)
        if person is None:
            person = _person(row)
            people.add(person)
            made.append(person)
            if not told["cpr"]:
                exact[called] = person
        of_line[row.line] = person
    return made, of_line


def _person(row: Checked) -> Person:
    """One word is what people call somebody; a name has two."""
    told = row.values
    name, alias = told["name"], told["alias"]
    if " " not in name and not told["cpr"]:
        name, alias = ("", alias or name) if not alias or fold(alias) == fold(name) else (name, alias)
    return Person(
        name=name, alias=alias[:80], birth_year=told["birth_year"], has_cpr=bool(told["cpr"]), cpr=told["cpr"]
    )
