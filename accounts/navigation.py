"""The doors of the house: rooms above register theirs, each role sees those it may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise

from accounts.policy import Can, Role, may

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Door:
    """One entry of the navigation. `primary` is the big button of those who may use it."""

    label: str | Promise
    url_name: str
    icon: str
    ability: Can
    order: int
    primary: bool = False
    #: The kind of unit whose people find this door before all others.
    first_in: str = ""


@dataclass(frozen=True)
class NavigationItem:
    label: str
    url: str
    icon: str
    current: bool = False


@dataclass
class _Register:
    doors: list[Door] = field(default_factory=list)
    homes: dict[Role, str] = field(default_factory=dict)
    badges: dict[str, Callable] = field(default_factory=dict)


_register = _Register()


def register_door(door: Door) -> None:
    if door not in _register.doors:
        _register.doors.append(door)
        _register.doors.sort(key=lambda entry: entry.order)


def register_home(url_name: str, *roles: Role) -> None:
    """Where these roles land after signing in."""
    for role in roles:
        _register.homes[role] = url_name


def home_of(user: User) -> str:
    """URL name of the user's first page."""
    if user.membership is None:
        return "accounts:no_access"
    return _register.homes.get(Role(user.membership.role), "accounts:policy")


def doors_for(user: User, path: str) -> tuple[list[NavigationItem], NavigationItem | None]:
    """The user's navigation for a request to `path`, and the big button (or None)."""
    items: list[NavigationItem] = []
    primary = None
    kind = user.membership.unit.kind if user.membership and user.membership.unit else None
    for door in sorted(_register.doors, key=lambda entry: entry.first_in != kind):
        if not may(user, door.ability):
            continue
        url = reverse(door.url_name)
        item = NavigationItem(str(door.label), url, door.icon, current=path.startswith(url))
        if door.primary:
            primary = item
        else:
            items.append(item)
    return items, primary
