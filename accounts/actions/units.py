"""The organisation's units, teams and words."""

from __future__ import annotations

from datetime import date

from accounts.models import Organisation, Team, Unit, User
from audit.writing import action


@action
def add_unit(*, organisation: Organisation, name: str, kind: str, by: User) -> Unit:
    unit = Unit(organisation=organisation, name=" ".join(name.split()), kind=kind)
    unit.full_clean()
    unit.save()
    return unit


@action
def edit_unit(*, unit: Unit, name: str, kind: str, closed_on: date | None, by: User) -> Unit:
    unit.name, unit.kind, unit.closed_on = " ".join(name.split()), kind, closed_on
    unit.full_clean()
    unit.save()
    return unit


@action
def add_team(*, unit: Unit, name: str, by: User) -> Team:
    team = Team(organisation=unit.organisation, unit=unit, name=" ".join(name.split()))
    team.full_clean()
    team.save()
    return team


@action
def rename_team(*, team: Team, name: str, by: User) -> Team:
    team.name = " ".join(name.split())
    team.full_clean()
    team.save()
    return team


@action
def choose_words(*, organisation: Organisation, words: dict[str, str], by: User) -> Organisation:
    """The organisation's own words; an empty one means the usual word (`accounts.words`)."""
    organisation.words = {key: " ".join(word.split()) for key, word in words.items() if word.strip()}
    organisation.full_clean()
    organisation.save()
    return organisation


@action
def found_organisation(*, name: str, kind: str, municipality_code: str = "", by: User) -> Organisation:
    organisation = Organisation(name=" ".join(name.split()), kind=kind, municipality_code=municipality_code)
    organisation.full_clean()
    organisation.save()
    return organisation
