"""Content that is kept until a day and no longer: each room says which of its rows, and how they are emptied.

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
class Clearing:
    """`due(unit, on)`: the rows whose content goes that day. `clear(ids=…, on=…, by=…)`: an action that empties those
    still due and returns which; their history never had the content. `reason` stands in the history of each."""

    key: str
    label: str | Promise
    reason: str | Promise
    model: type[Tracked]
    due: Callable[[Unit, date], QuerySet]
    clear: Callable[..., list[UUID]]


_registered: dict[str, Clearing] = {}


def register_clearing(clearing: Clearing) -> None:
    _registered[clearing.key] = clearing


def all_clearings() -> list[Clearing]:
    return list(_registered.values())
