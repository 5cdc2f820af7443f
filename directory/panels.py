"""Parts of a place's page that rooms above add: this room knows none of them by name.

A room registers its own in `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accounts.models import User
    from directory.models import Place


@dataclass(frozen=True)
class PlacePanel:
    """`load(place, user)` runs all queries; it returns the context of the template, or None for nothing to show."""

    key: str
    template: str
    load: Callable[[Place, User], dict[str, Any] | None]


_panels: dict[str, PlacePanel] = {}


def register_place_panel(panel: PlacePanel) -> None:
    _panels[panel.key] = panel


def load_place_panels(place: Place, user: User) -> list[tuple[str, dict[str, Any]]]:
    """[(template, context)…]: each shown with `{% include template with panel=context only %}`."""
    loaded = [(panel.template, panel.load(place, user)) for panel in _panels.values()]
    return [(template, context) for template, context in loaded if context is not None]
