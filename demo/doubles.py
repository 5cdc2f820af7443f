"""Citizens whom two colleagues may have written down as two: they look alike, and somebody has to say."""

from __future__ import annotations

from accounts.acting import acting_as
from accounts.models import User
from cases.actions.citizen import edit_citizen
from cases.models import Citizen
from demo.organisations import Stage

#: One sound, two spellings: how a name comes to stand there twice.
SPELLINGS = (("v", "w"), ("k", "ch"), ("aa", "å"), ("f", "ph"))


def fill(stage: Stage) -> None:
    """Three pairs: one by name, one by what they are called where they usually are, one by telephone."""
    worker, _caseload = stage.workers()[0]
    with acting_as(worker) as by:
        seen = Citizen.objects.visible_to(by).order_by("pk")
        named = list(seen.filter(identity="named", protected=False).exclude(usual_place=None))
        called = list(seen.filter(identity="alias", phone=None))
        spell_otherwise(named, by=by)
        call_by_first_name(named[-1], called[0], by=by)
        ring_the_same(named, called[1], by=by)


def spell_otherwise(named: list[Citizen], *, by: User) -> None:
    """The latest without a CPR number has a name of somebody earlier, written as it sounds."""
    other = [citizen for citizen in named[:-1] if not citizen.cpr][-1]
    one = next(citizen for citizen in named if citizen != other and _respelt(citizen.name) != citizen.name)
    edit_citizen(citizen=other, by=by, name=_respelt(one.name), birth_year=one.birth_year, gender=one.gender)


def call_by_first_name(one: Citizen, other: Citizen, *, by: User) -> None:
    first_name = one.name.split()[0]
    edit_citizen(citizen=other, by=by, alias=first_name, usual_place=one.usual_place, gender=one.gender)


def ring_the_same(named: list[Citizen], other: Citizen, *, by: User) -> None:
    one = next(citizen for citizen in named if citizen.phone)
    edit_citizen(citizen=other, by=by, phone=one.phone, gender=one.gender)


def _respelt(name: str) -> str:
    first, _space, surname = name.partition(" ")
    for spelling, other in SPELLINGS:
        if spelling in surname[1:]:
            return f"{first} {surname[0]}{surname[1:].replace(spelling, other, 1)}"
    return name
