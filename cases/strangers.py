"""Rows with words about somebody nobody knew: each room says which of its own, and how the words go when they are due.

The nightly job and its page (`cases.forgetting`, `cases.deletions`) know none of them by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from accounts.models import Unit
from audit.models import Tracked


@dataclass(frozen=True)
class Strangers:
    """`described(unit)`: the rows that still hold words; `due(unit, days, on)`: those of them whose words go that day.

    `forget(ids=…, days=…, on=…, by=…)`: an action that blanks those still due, history included, and returns which. The
    fields it blanks are registered as redactable.
    """

    key: str
    label: str | Promise
    model: type[Tracked]
    described: Callable[[Unit], QuerySet]
    due: Callable[[Unit, int, date], QuerySet]
    forget: Callable[..., list[UUID]]


_registered: dict[str, Strangers] = {}


def register_strangers(strangers: Strangers) -> None:
    _registered[strangers.key] = strangers


def all_strangers() -> list[Strangers]:
    return list(_registered.values())
