"""The page of one offer: who waits for a place in it, and who came on a day. Names only of those whom one may know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can
from audit.access import log_listed
from cases.dates import days_long, short_day
from cases.models import Attendance, Block, ChosenBlock, Citizen
from cases.names import danish_sort_key
from cases.own_plan_page import turn_words


@dataclass(frozen=True)
class Present:
    """One citizen with a place, and how it went that day ("" where nobody has said)."""

    chosen_id: UUID
    name: str
    how: str


@dataclass(frozen=True)
class Group:
    """`hidden`: how many more the reader may not know of."""

    people: list[Present]
    hidden: int


def block_facts(block: Block) -> list[tuple[str, str]]:
    """(label, words) of what it is."""
    return [
        (_("Hvem står for det"), block.provided_by),
        (_("Hvor"), str(block.get_where_display())),
        (_("Hvornår"), block.times),
        (_("Tema"), str(block.get_theme_display()) if block.theme else _("Alle temaer")),
        (_("Passer til"), block.suits),
        (_("Kræver"), block.offer.demands if block.offer else ""),
        (_("Skal, kan eller kan-måske"), str(block.get_kind_display())),
    ]


def waiting_rows(block: Block, user: User, today: date) -> tuple[list[dict[str, Any]], int]:
    """(the longest waiting first, how many more the reader may not know of). Those shown are in the access log."""
    rows = list(ChosenBlock.objects.filter(block=block).in_line().with_turn(today).longest_first())
    names = _names(user, [row.citizen_id for row in rows])
    shown = []
    for row in rows:
        row.block = block
        if name := names.get(row.citizen_id):
            days = {"day": short_day(row.chosen_on, today), "days": days_long((today - row.chosen_on).days)}
            meta = _("Har ventet i %(days)s, siden %(day)s") % days
            words, tone = turn_words(row, today)
            shown.append({"title": name, "url": row.get_absolute_url(), "meta": meta, "badges": [(words, tone, "")]})
    return shown, len(rows) - len(shown)


def group_on(block: Block, user: User, day: date) -> Group:
    """Who had a place that day, by name. Those shown are in the access log. Three queries."""
    rows = dict(ChosenBlock.objects.filter(block=block).running(day).values_list("pk", "citizen_id"))
    names = _names(user, rows.values())
    said = dict(Attendance.objects.filter(chosen__block=block, held_on=day).values_list("chosen_id", "how"))
    people = [Present(pk, names[one], said.get(pk, "")) for pk, one in rows.items() if one in names]
    people.sort(key=lambda one: (danish_sort_key(one.name), one.chosen_id))
    return Group(people, len(rows) - len(people))


def _names(user: User, citizen_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Of those whose plan the user may write: of a protected citizen whom one may not know there is none to see."""
    rows = Citizen.objects.visible_to(user, may=Can.WRITE_PLAN).named_to(user).called(user)
    names = dict(rows.filter(pk__in=list(citizen_ids)).values_list("pk", "shown"))
    log_listed(names)
    return names
