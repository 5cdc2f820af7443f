"""What a model of work asks when one of its courses is opened: the page knows none of it by name.

A room above registers its own in `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accounts.forms.base import HouseForm
    from accounts.models import User
    from cases.models import Case, Citizen


@dataclass(frozen=True)
class Beginning:
    """What is known already of how the citizen came here, so that no form asks it again. `of_own_accord`: they turned
    to us, and were not found on the street."""

    on: date
    of_own_accord: bool
    words: str = ""


@dataclass(frozen=True)
class OpeningPart:
    """`form(data, user, known)`: a form with a prefix of its own of which nothing must be filled in; `known` is a
    `Beginning`, or None. `save(case, form, by)`
    writes what it says with the course, in the same transaction; it may raise ValidationError by field."""

    pathway: str
    form: Callable[[Any, User, Beginning | None], HouseForm]
    save: Callable[[Case, HouseForm, User], None]


_parts: list[OpeningPart] = []
_beginnings: list[Callable[[Citizen], Beginning | None]] = []


def register_opening_part(part: OpeningPart) -> None:
    _parts.append(part)


def register_beginning(tell: Callable[[Citizen], Beginning | None]) -> None:
    _beginnings.append(tell)


def opening_forms(data: Any, user: User, citizen: Citizen) -> list[tuple[OpeningPart, HouseForm]]:
    known = next((told for tell in _beginnings if (told := tell(citizen))), None)
    asked = [(part, part.form(data, user, known)) for part in _parts]
    for part, form in asked:
        form.only_for = f"pathway={part.pathway}"
    return asked
