"""The doors of the house: rooms above register theirs, each role sees those it may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from django.urls import get_script_prefix, reverse
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
    #: Where it stands instead for a role, or for the people of a kind of unit, who use it all day.
    order_for: Mapping[str, int] = field(default_factory=dict)
    #: Pages beside `url_name` on which one stands behind this door.
    also: tuple[str, ...] = ()

    def place(self, role: str, kind: str) -> int:
        return self.order_for.get(role, self.order_for.get(kind, self.order))


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
    role = user.membership.role if user.membership else ""
    kind = user.membership.unit.kind if user.membership and user.membership.unit else ""
    doors = [door for door in _register.doors if may(user, door.ability)]
    prefix = get_script_prefix()
    here = _standing_behind(doors, path, prefix)
    for door in sorted(doors, key=lambda entry: entry.place(role, kind)):
        item = NavigationItem(str(door.label), _address(door.url_name, prefix), door.icon, current=door is here)
        if door.primary:
            primary = item
        else:
            items.append(item)
    return items, primary


def _standing_behind(doors: list[Door], path: str, prefix: str) -> Door | None:
    """The door whose address is the longest beginning of the page's."""
    behind = [(_address(name, prefix), door) for door in doors for name in (door.url_name, *door.also)]
    found = [(len(url), door) for url, door in behind if path.startswith(url)]
    return max(found, key=lambda one: one[0])[1] if found else None


@cache
def _address(url_name: str, prefix: str) -> str:
    """Every page asks for all of them, and they stay what they are."""
    return reverse(url_name)
