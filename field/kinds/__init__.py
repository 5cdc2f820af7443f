"""Every kind of entry a tablet may send, and every version of it that was ever shipped.

A kind says how its entries are applied (through the same form and action as the page) and, for the tablet to draw it,
how its form looks. A version is never changed: a new one is added, and `upgrades` tells how an older one is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms import BaseForm
from django.utils.functional import Promise

from accounts.models import User
from field.incoming import Incoming
from field.settled import Applied

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Kind:
    """`about`: what it is about, "" for nothing known yet, else "citizen", "case", "task", "route" or "visit".

    `forms(user)` are the unbound forms that the tablet draws one after the other; empty where one tap says it all.
    """

    key: str
    title: str | Promise
    apply: Callable[[Incoming], Applied]
    about: str = ""
    schema: int = 1
    forms: Callable[[User], list[BaseForm]] | None = None
    #: {version: how its payload becomes the next one's}
    upgrades: Mapping[int, Upgrade] = field(default_factory=dict)

    def newest(self, payload: dict[str, Any], schema: int) -> dict[str, Any]:
        """The payload in today's shape. Raises KeyError for a version that never was."""
        while schema < self.schema:
            payload, schema = self.upgrades[schema](payload), schema + 1
        if schema != self.schema:
            raise KeyError(schema)
        return payload


_KINDS: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    _KINDS[kind.key] = kind


def kind_of(key: str) -> Kind | None:
    return _KINDS.get(key)


def all_kinds() -> list[Kind]:
    return list(_KINDS.values())
