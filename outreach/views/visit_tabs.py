"""The four pages behind the door *Ruter*."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _


def visit_tabs(current: str) -> list[dict]:
    tabs = {
        "ruter": (_("Ugens ruter"), "outreach:routes"),
        "ude": (_("Ude nu"), "outreach:out_now"),
        "besoeg": (_("Besøg"), "outreach:visits"),
        "tal": (_("Tal"), "outreach:visit_numbers"),
    }
    return [{"label": label, "url": reverse(name), "current": key == current} for key, (label, name) in tabs.items()]
