"""The four pages of *Modeltro*, as the tabs above each of them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def fidelity_tabs(current: str) -> list[dict[str, Any]]:
    """`current`: name of the URL one is at, without the room."""
    labels = {
        "fidelity": _("Indsatsen"),
        "techniques": _("Samtaleteknikker"),
        "barometer": _("Akutkrisecenter"),
        "drivers": _("Drivkræfter og barrierer"),
    }
    return [
        {"label": label, "url": reverse(f"measurements:{name}"), "current": name == current}
        for name, label in labels.items()
    ]
