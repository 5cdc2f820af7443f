"""Choosing whom a contact is about: recent and own citizens, hits of a search, and those not known before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from audit.access import log_listed
from cases.habits import CITIZENS
from cases.models import Citizen
from cases.search import find_citizens

HITS = 10


@dataclass(frozen=True)
class Person:
    """A citizen one can choose; `hint` tells likes apart."""

    id: UUID
    label: str
    hint: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Who:
    """What the chooser shows. `offer` is an alias that could be made new, `new` are those already chosen."""

    people: list[Person]
    new: list[str] = field(default_factory=list)
    offer: str = ""
    searched: bool = False


def usual(user: User, recent: Sequence[UUID], chosen: Sequence[UUID] = (), new: Sequence[str] = ()) -> Who:
    """Those chosen, then those met lately, then one's own. Everybody shown is in the access log."""
    people = _load(user, Q(pk__in=[*chosen, *recent]) | Citizen.objects.own_q(user), [*chosen, *recent], chosen)
    shown = people[: max(CITIZENS, len(chosen))]
    log_listed([person.id for person in shown])
    return Who(shown, list(new))


def found(user: User, text: str, chosen: Sequence[UUID] = (), new: Sequence[str] = ()) -> Who:
    """Those chosen, then whoever `text` finds; last the offer to make a new one by that alias."""
    hits = find_citizens(user, text, HITS)
    people = _load(user, Q(pk__in=chosen), chosen, chosen) if chosen else []
    log_listed([person.id for person in people])
    there = {person.id for person in people}
    people += [
        Person(hit.id, hit.shown, _hint(hit.alias, hit.birth_year, hit.usual_place))
        for hit in hits
        if hit.id not in there
    ]
    alias = " ".join(text.split())
    # A number is no alias: it would become a CPR or telephone number in clear letters.
    may_be_new = may(user, Can.ADD_CITIZEN) and len(alias) > 1 and alias not in new and not _is_number(alias)
    return Who(people, list(new), alias if may_be_new else "", searched=True)


def _load(user: User, which: Q, order: Sequence[UUID], chosen: Sequence[UUID]) -> list[Person]:
    rows = (
        Citizen.objects.visible_to(user, may=Can.LOG_CONTACT)
        .labelled(user)
        .filter(which)
        .order_by("sort_key", "pk")
        .values_list("pk", "shown", "name_hidden", "alias", "birth_year")[:200]
    )
    rank = {pk: number for number, pk in enumerate(dict.fromkeys(order))}
    people = [
        Person(pk, shown, "" if hidden else _hint("" if alias == shown else alias, year), pk in set(chosen))
        for pk, shown, hidden, alias, year in rows
    ]
    return sorted(people, key=lambda person: rank.get(person.id, len(rank)))


def _hint(alias: str, birth_year: int | None, place: str = "") -> str:
    born = _("f. %(year)s") % {"year": birth_year} if birth_year else ""
    return " · ".join(part for part in (f"»{alias}«" if alias else "", born, place) if part)


def _is_number(text: str) -> bool:
    return sum(character.isdigit() for character in text) > 4
