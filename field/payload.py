"""What was typed on a tablet, as it was sent: for the pages that show it to a person, whoever may read what of it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Payload:
    about: dict[str, str] = field(default_factory=dict)
    data: dict[str, list[str]] = field(default_factory=dict)

    @property
    def citizens(self) -> list[UUID]:
        """Whom it says it is about, each once. Nobody has asked yet whether they exist."""
        named = [self.about.get("citizen", ""), *self.data.get("citizens", [])]
        return list(dict.fromkeys(key for text in named if (key := _uuid(text))))

    def without(self, names: Collection[str]) -> Payload:
        return Payload(self.about, {name: values for name, values in self.data.items() if name not in names})

    def first(self, name: str) -> str:
        return next(iter(self.data.get(name, [])), "")


def read_payload(text: str) -> Payload:
    """Empty for what nobody can read: such an entry is refused, and still waits for a person."""
    try:
        said = json.loads(text)
        about = {str(key): str(value) for key, value in said.get("about", {}).items()}
        data = {str(name): _texts(values) for name, values in said.get("data", {}).items()}
    except (ValueError, AttributeError, TypeError):
        return Payload()
    return Payload(about, data)


def _texts(values: Any) -> list[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
