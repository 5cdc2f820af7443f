"""What a model of work adds where one of its courses is closed: the page knows none of it by name.

A room above registers its own in `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accounts.forms.base import HouseForm
    from accounts.models import User
    from cases.models import Case, CasePeriod


@dataclass(frozen=True)
class ClosingPart:
    """`form(data, case)`: a form with a prefix of its own of which nothing must be filled in. `save(period, form, by)`
    writes what it says with the end, in the same transaction; it may raise ValidationError by field."""

    pathway: str
    form: Callable[[Any, Case], HouseForm]
    save: Callable[[CasePeriod, HouseForm, User], None]


@dataclass(frozen=True)
class ProposedReason:
    """A reason to close, and the facts that speak for it, in words."""

    reason: str
    because: str


@dataclass(frozen=True)
class OpenEnd:
    """Something about the citizen that goes on when the course is closed; `url` leads to where it is ended."""

    title: str
    url: str
    meta: str = ""
    icon: str = "clock"


Propose = Callable[["Case"], ProposedReason | None]
OpenEnds = Callable[["Case"], Iterable[OpenEnd]]

_parts: list[ClosingPart] = []
_proposers: dict[str, Propose] = {}
_open_ends: list[OpenEnds] = []


def register_closing_part(part: ClosingPart) -> None:
    _parts.append(part)


def register_proposed_reason(pathway: str, propose: Propose) -> None:
    _proposers[pathway] = propose


def register_open_ends(open_ends: OpenEnds) -> None:
    """`open_ends(case)` reads the facts of the citizen or asks one query."""
    _open_ends.append(open_ends)


def closing_forms(data: Any, case: Case) -> list[tuple[ClosingPart, HouseForm]]:
    return [(part, part.form(data, case)) for part in _parts if part.pathway == case.pathway]


def proposed_reason(case: Case) -> ProposedReason | None:
    propose = _proposers.get(case.pathway)
    return propose(case) if propose else None


def open_ends(case: Case) -> list[OpenEnd]:
    return [found for provider in _open_ends for found in provider(case)]
