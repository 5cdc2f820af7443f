"""The ways in which a spotter tells something, side by side, so that one chooses knowingly. Rooms above register theirs
in `AppConfig.ready()`."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Telling:
    label: str | Promise
    url_name: str
    order: int


_tellings: dict[str, Telling] = {}


def register_telling(telling: Telling) -> None:
    _tellings[telling.url_name] = telling


def telling_tabs(current: str) -> list[dict]:
    """Tabs as components/tabs.html takes them; `current`: URL name of the page that shows them."""
    ordered = sorted(_tellings.values(), key=lambda one: one.order)
    return [
        {"label": str(one.label), "url": reverse(one.url_name), "current": one.url_name == current} for one in ordered
    ]


register_telling(Telling(_("Jeg har set nogen"), "cases:sighting_new", 10))
