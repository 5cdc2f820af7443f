"""What the plan adds to a citizen's page: what is agreed and not done. From the one query of `cases.facts`."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from cases.facts import facts_of
from cases.models import Case, Citizen
from cases.panels import Column, Page, Panel, register_panel
from outreach.pathway import OUTREACH
from outreach.plan_facts import agreed_in, plans_of
from outreach.plan_parts import SHOWN, agreed_line, plan_url


def agreed_panel(user: User, citizen: Citizen | None) -> dict[str, Any] | None:
    """Of the open course; where nothing is agreed there is no panel."""
    if citizen is None:
        return None
    for course in facts_of(citizen).courses:
        case = Case(pk=course.id, citizen=citizen)
        if course.is_open and course.pathway == OUTREACH.key and (agreed := agreed_in(case)):
            return {
                "lines": [agreed_line(row) for row in agreed[:SHOWN]],
                "url": plan_url(case, next(iter(plans_of(case)), None)),
            }
    return None


register_panel(Panel(Page.CITIZEN, "agreed", 35, "outreach/plan_panel.html", agreed_panel, Column.ASIDE))
