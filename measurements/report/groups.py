"""Counts of groups as rows of a table: number, per cent and N, small ones hidden from readers outside the team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from measurements.report.tables import Cell, Row, count, share
from measurements.suppression import hide_small


@dataclass(frozen=True)
class Group:
    key: str
    label: str
    number: int


#: A number and of how many; None is hidden.
Part = tuple[int | None, int | None]


def columns() -> tuple[str, ...]:
    return (_("Andel"), _("Antal"), _("N"))


def exclusive(groups: Sequence[Group], *, hides: bool) -> list[Row]:
    """Groups that exclude each other: N is their sum."""
    total: int | None = sum(group.number for group in groups)
    numbers: Sequence[int | None] = [group.number for group in groups]
    if hides:
        shown = hide_small([group.number for group in groups])
        numbers, total = shown.cells, shown.total
    return [_row(group, (number, total)) for group, number in zip(groups, numbers, strict=True)]


def overlapping(groups: Sequence[Group], n: int, *, hides: bool) -> list[Row]:
    """Groups to several of which one may belong: each stands against all the others of the `n`."""
    return [_row(group, of_all(group.number, n, hides=hides)) for group in groups]


def of_all(number: int, n: int, *, hides: bool) -> Part:
    if not hides:
        return number, n
    shown = hide_small([number, n - number])
    return shown.cells[0], shown.total


def _row(group: Group, part: Part) -> Row:
    number, n = part
    cells: tuple[Cell, ...] = (share(number, n), count(number), count(n))
    return Row(group.key, group.label, cells, opens=bool(number))
