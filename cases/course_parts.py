"""Parts of a course's page that rooms above add: the page knows none of them by name.

A room registers its own in `AppConfig.ready()`. What it shows comes from the facts of the citizen, which the page has
loaded already (`cases.facts`): a part adds no query.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cases.panels import Column, Loaded

if TYPE_CHECKING:
    from accounts.models import User
    from cases.models import Case


@dataclass(frozen=True)
class CoursePart:
    """Shown on courses of one `pathway`, and with `steps` only where one of these is the chosen step.

    `load(user, case, may_work)` returns the template's context, or None when there is nothing to show.
    """

    key: str
    pathway: str
    order: int
    template: str
    load: Callable[[User, Case, bool], dict[str, Any] | None]
    column: Column = Column.MAIN
    steps: tuple[str, ...] = ()


_parts: dict[str, CoursePart] = {}


def register_course_part(part: CoursePart) -> None:
    _parts[part.key] = part


def load_course_parts(user: User, case: Case, *, step_key: str, may_work: bool) -> dict[str, list[Loaded]]:
    """{"main": […], "aside": […]}: each shown with `{% include part.template with part=part.context %}`."""
    loaded: dict[str, list[Loaded]] = {column.value: [] for column in Column}
    for part in sorted(_parts.values(), key=lambda one: one.order):
        if part.pathway != case.pathway or (part.steps and step_key not in part.steps):
            continue
        context = part.load(user, case, may_work)
        if context is not None:
            loaded[part.column.value].append(Loaded(part.key, part.template, context))
    return loaded
