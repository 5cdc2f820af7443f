"""Parts of a place's pages that rooms above add: this room knows none of them by name.

A room registers its own in `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accounts.models import User
    from directory.models import Place

#: What is shown: `{% include template with panel=context only %}`.
Shown = list[tuple[str, dict[str, Any]]]


@dataclass(frozen=True)
class PlacePanel:
    """`load(place, user)` runs all queries; it returns the context of the template, or None for nothing to show."""

    key: str
    template: str
    load: Callable[[Place, User], dict[str, Any] | None]


@dataclass(frozen=True)
class ReviewPanel:
    """What a place's review should know. `since`: the day of the last review, None when there was none."""

    key: str
    template: str
    load: Callable[[Place, date | None, User], dict[str, Any] | None]


_panels: dict[str, PlacePanel] = {}
_review_panels: dict[str, ReviewPanel] = {}


def register_place_panel(panel: PlacePanel) -> None:
    _panels[panel.key] = panel


def register_review_panel(panel: ReviewPanel) -> None:
    _review_panels[panel.key] = panel


def load_place_panels(place: Place, user: User) -> Shown:
    loaded = [(panel.template, panel.load(place, user)) for panel in _panels.values()]
    return [(template, context) for template, context in loaded if context is not None]


def load_review_panels(place: Place, since: date | None, user: User) -> Shown:
    loaded = [(panel.template, panel.load(place, since, user)) for panel in _review_panels.values()]
    return [(template, context) for template, context in loaded if context is not None]
