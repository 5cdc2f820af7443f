"""Parts of a page that other modules and rooms add: the page knows none of them by name.

A citizen's page, *Min dag* and the unit's page are made of panels. A room above registers its own in
`AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accounts.models import User
    from cases.models import Citizen


class Page(Enum):
    CITIZEN = "citizen"
    MY_DAY = "my_day"
    UNIT = "unit"


class Column(Enum):
    MAIN = "main"
    ASIDE = "aside"


@dataclass(frozen=True)
class Panel:
    """`load(user, citizen)` runs all queries; returns the template's context, or None when there is nothing to show."""

    page: Page
    key: str
    order: int
    template: str
    load: Callable[[User, Citizen | None], dict[str, Any] | None]
    column: Column = Column.MAIN


@dataclass(frozen=True)
class Loaded:
    key: str
    template: str
    context: dict[str, Any]


_panels: dict[tuple[Page, str], Panel] = {}


def register_panel(panel: Panel) -> None:
    _panels[panel.page, panel.key] = panel


def load_panels(page: Page, user: User, citizen: Citizen | None = None) -> dict[str, list[Loaded]]:
    """{"main": […], "aside": […]}: each shown with `{% include panel.template with panel=panel.context only %}`."""
    loaded: dict[str, list[Loaded]] = {column.value: [] for column in Column}
    for panel in sorted(_panels.values(), key=lambda entry: entry.order):
        if panel.page is not page:
            continue
        context = panel.load(user, citizen)
        if context is not None:
            loaded[panel.column.value].append(Loaded(panel.key, panel.template, context))
    return loaded
