"""The pages of hours and costs, beside each other."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _


def cost_tabs(current: str) -> list[dict]:
    tabs = {
        "costs": (_("Omkostninger"), "measurements:costs"),
        "hours": (_("Enhedens timer"), "measurements:unit_hours"),
        "booked": (_("Bogførte beløb"), "measurements:booked"),
        "rates": (_("Timesatser"), "measurements:rates"),
        "scenarios": (_("Scenarier"), "measurements:scenarios"),
    }
    return [{"label": label, "url": reverse(name), "current": key == current} for key, (label, name) in tabs.items()]
