"""What the page of a plan of the law shows beside the plan itself. No query."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.dates import short_day
from cases.formal_plans import Formal, Kind, without_responsible
from cases.models import Citizen
from cases.plan_reading import OwnPlan


def formal_page(formal: Formal, plan: OwnPlan, citizen: Citizen, *, may_write: bool) -> dict[str, Any]:
    """Context of cases/formal_plan.html, but for the paper and the form."""
    titles = {block.row.pk: block.title for block in plan.blocks}
    is_coordinated = formal.kind == Kind.COORDINATED
    return {
        "citizen": citizen,
        "formal": formal,
        "may_write": may_write,
        "has_goals": bool(plan.goals),
        "state": state_words(formal, plan),
        "is_late": _is_late(formal, plan),
        "law": _LAW[formal.kind],
        "is_coordinated": is_coordinated,
        "efforts": [
            (one, one.what or titles.get(one.chosen_id, _("Et tilbud")) if one.chosen_id else one.what)
            for one in formal.efforts
        ],
        "missing": [(block.row.pk, block.title) for block in without_responsible(formal, plan) if is_coordinated],
    }


def plan_links(formals: Mapping[str, Formal], plan: OwnPlan, citizen: Citizen) -> list[dict[str, Any]]:
    """The three plans with how they stand, for the own plan's page."""
    return [
        {
            "title": formal.title,
            "state": state_words(formal, plan),
            "is_late": _is_late(formal, plan),
            "url": reverse("cases:formal_plan", args=[citizen.pk, kind]),
        }
        for kind, formal in formals.items()
    ]


def state_words(formal: Formal, plan: OwnPlan) -> str:
    """ "Lavet 3. marts · givet til borgeren 4. marts · næste møde 1. juni"."""
    row, today = formal.row, plan.today
    if row is None:
        return _("Ikke lavet")
    parts = []
    if row.offered_on:
        answers = {None: _("borgeren tænker over det"), True: _("ja tak"), False: _("nej tak")}
        answer = answers[row.accepted]
        parts.append(_("Tilbudt %(day)s: %(answer)s") % {"day": short_day(row.offered_on, today), "answer": answer})
    if row.made_on:
        parts.append(_("Lavet %(day)s") % {"day": short_day(row.made_on, today)})
        given = {"day": short_day(row.given_on, today)} if row.given_on else None
        parts.append(_("givet til borgeren %(day)s") % given if given else _("ikke givet til borgeren endnu"))
    if meet := formal.meet_by:
        words = _("næste møde %(day)s") if row.next_meeting_on else _("næste møde senest %(day)s")
        parts.append(words % {"day": short_day(meet, today)})
    return " · ".join(parts)


def _is_late(formal: Formal, plan: OwnPlan) -> bool:
    return formal.meet_by is not None and formal.meet_by <= plan.today


_LAW: dict[str, str] = {
    Kind.TREATMENT: "SEL § 101, stk. 8",
    Kind.ACTION_141: "SEL § 141",
    Kind.COORDINATED: "",
}
