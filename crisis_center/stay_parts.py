"""Parts of the stay's page, each noun its own; the page knows none of them by name.

A module registers its part in `AppConfig.ready()`. A part asks the database nothing: it reads the stay's facts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from crisis_center.models import Stay
from crisis_center.stay_facts import StayFacts


@dataclass(frozen=True)
class StayPart:
    """`show(stay, facts, user)`: the context of the template, or None for nothing to show to this reader.

    `where`: "top" (what everybody must see first), "main" or "aside"; `order` within it.
    """

    key: str
    template: str
    where: str
    order: int
    show: Callable[[Stay, StayFacts, User], dict[str, Any] | None]


_parts: dict[str, StayPart] = {}


def register_stay_part(part: StayPart) -> None:
    _parts[part.key] = part


def stay_parts(stay: Stay, facts: StayFacts, user: User) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """{where: [(template, context)]}, each in its order."""
    shown: dict[str, list[tuple[str, dict[str, Any]]]] = {"top": [], "main": [], "aside": []}
    for part in sorted(_parts.values(), key=lambda one: one.order):
        context = part.show(stay, facts, user)
        if context is not None:
            shown[part.where].append((part.template, context))
    return shown
