"""Rooms in the order of the corridor."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crisis_center.models import Room


def in_order(rooms: Iterable[Room]) -> list[Room]:
    """2 before 10."""
    return sorted(rooms, key=lambda room: place_of(room.name))


def place_of(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in re.split(r"(\d+)", name) if part]
