"""What the own plan adds to a citizen's page. From the one query of `cases.facts`: no query of its own."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can
from cases.dates import short_day
from cases.facts import facts_of
from cases.models import Citizen
from cases.panels import Page, Panel, register_panel
from cases.plan_facts import CHOSEN, GOAL, GOOD, WAITS, evaluate_on, is_open
from cases.reach import reaches

#: So many goals and offers on the citizen's page; the rest stands in the plan.
SHOWN = 4


def plan_panel(user: User, citizen: Citizen | None) -> dict[str, Any] | None:
    """The goals that are open, what was chosen, and when the two look at it next. Not of a protected citizen whom the
    reader may not know."""
    if citizen is None or citizen.name_hidden:
        return None
    facts, today = facts_of(citizen), timezone.localdate()
    goals = [row.text or "" for row in facts.of(GOAL) if row.day_to is None]
    chosen = [row for row in facts.of(CHOSEN) if is_open(row, today)]
    may_write = reaches(user, Can.WRITE_PLAN, citizen)
    has_plan = bool(goals or chosen or any(facts.of(GOOD)))
    if not has_plan and not may_write:
        return None
    due = evaluate_on(facts) if has_plan else None
    return {
        "goals": goals[:SHOWN],
        "more": max(0, len(goals) - SHOWN),
        "chosen": [(row.text or "", str(WAITS.get(row.code or "", ""))) for row in chosen],
        "due": _("Evalueres %(day)s") % {"day": short_day(due, today)} if due else "",
        "is_late": due is not None and due <= today,
        "url": reverse("cases:own_plan", args=[citizen.pk]),
        "label": _("Åbn egen plan") if has_plan else _("Begynd egen plan"),
        "has_plan": has_plan,
    }


register_panel(Panel(Page.CITIZEN, "own_plan", 12, "cases/own_plan_panel.html", plan_panel))
