"""The lists of the planning, as the tabs that stand above each of them. Rooms above add theirs in `ready()`."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Tab:
    url_name: str
    label: str | Promise
    order: int


_tabs = [
    Tab("directory:places", _("Steder"), 10),
    Tab("directory:places_map", _("Kort"), 20),
    Tab("directory:partners", _("Partnere"), 30),
    Tab("directory:communication", _("Kommunikation"), 40),
    Tab("directory:meetings", _("Møder"), 50),
    Tab("directory:agreements", _("Aftaler"), 60),
]


def register_tab(tab: Tab) -> None:
    if tab not in _tabs:
        _tabs.append(tab)
        _tabs.sort(key=lambda entry: entry.order)


def planning_tabs(current: str) -> list[dict]:
    """`current`: name of the URL one is at."""
    return [{"label": tab.label, "url": reverse(tab.url_name), "current": tab.url_name == current} for tab in _tabs]
