"""Who is away stands on the unit's page."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.absences import absences_of_unit
from cases.models import Citizen
from cases.panels import Column, Page, Panel, register_panel


def unit_panel(user: User, _citizen: Citizen | None) -> dict[str, Any]:
    """Two queries, one when nobody is away."""
    return {"rows": absences_of_unit(user, timezone.localdate())}


register_panel(Panel(Page.UNIT, "absences", 20, "cases/absence_panel.html", unit_panel, Column.ASIDE))
