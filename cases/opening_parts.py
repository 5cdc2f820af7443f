"""What a model of work asks when one of its courses is opened: the page knows none of it by name.

A room above registers its own in `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accounts.forms.base import HouseForm
    from accounts.models import User
    from cases.models import Case


@dataclass(frozen=True)
class OpeningPart:
    """`form(data, user)`: a form with a prefix of its own of which nothing must be filled in. `save(case, form, by)`
    writes what it says with the course, in the same transaction; it may raise ValidationError by field."""

    pathway: str
    form: Callable[[Any, User], HouseForm]
    save: Callable[[Case, HouseForm, User], None]


_parts: list[OpeningPart] = []


def register_opening_part(part: OpeningPart) -> None:
    _parts.append(part)


def opening_forms(data: Any, user: User) -> list[tuple[OpeningPart, HouseForm]]:
    asked = [(part, part.form(data, user)) for part in _parts]
    for part, form in asked:
        form.only_for = f"pathway={part.pathway}"
    return asked
