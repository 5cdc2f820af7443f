"""Parts of a place's and a partner's pages that rooms above add: this room knows none of them by name.

A room registers its own in `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.db.models.expressions import Combinable
from django.utils.functional import Promise

if TYPE_CHECKING:
    from accounts.models import User
    from directory.models import Partner, Place

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


@dataclass(frozen=True)
class PartnerPanel:
    """Like `PlacePanel`, of a partner."""

    key: str
    template: str
    load: Callable[[Partner, User], dict[str, Any] | None]


@dataclass(frozen=True)
class PartnerCount:
    """A number beside a partner that leads to the rows it counts: it comes with the partner, in the same query.

    `expression(user, today)`: what is annotated; `words(partner, number)`: "" where there is nothing to say; `url`: the
    rows. `in_list`: the words stand in the list of partners too.
    """

    key: str
    label: str | Promise
    expression: Callable[[User, date], Combinable]
    words: Callable[[Partner, int], str]
    url: Callable[[Partner], str]
    in_list: bool = False


_panels: dict[str, PlacePanel] = {}
_review_panels: dict[str, ReviewPanel] = {}
_partner_panels: dict[str, PartnerPanel] = {}
_partner_counts: dict[str, PartnerCount] = {}


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


def register_partner_panel(panel: PartnerPanel) -> None:
    _partner_panels[panel.key] = panel


def register_partner_count(count: PartnerCount) -> None:
    _partner_counts[count.key] = count


def load_partner_panels(partner: Partner, user: User) -> Shown:
    loaded = [(panel.template, panel.load(partner, user)) for panel in _partner_panels.values()]
    return [(template, context) for template, context in loaded if context is not None]


def with_counts(partners: QuerySet, user: User, today: date, *, in_list: bool = False) -> QuerySet:
    """Annotates the counts; those of the list only where it is one. Whoever acts nowhere sees no partner anyway."""
    if user.membership is None:
        return partners
    asked = [count for count in _partner_counts.values() if count.in_list or not in_list]
    return partners.annotate(**{_column(count): count.expression(user, today) for count in asked})


def counts_of(partner: Partner) -> list[tuple[str, str, str]]:
    """[(label, words, address)…] of what `with_counts` has annotated."""
    found = [(count, getattr(partner, _column(count), None)) for count in _partner_counts.values()]
    told = [(count, count.words(partner, number)) for count, number in found if number is not None]
    return [(str(count.label), words, count.url(partner)) for count, words in told if words]


def _column(count: PartnerCount) -> str:
    return f"count_{count.key}"
