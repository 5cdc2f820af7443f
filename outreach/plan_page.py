"""What the page of a plan shows: the version with its rows, in words, and what one may do with each."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.dates import short_day
from outreach.models import CheckedOffer, OnwardPlan, PlanStep

Available = CheckedOffer.Available


def checked_offers(plan: OnwardPlan) -> list[CheckedOffer]:
    return list(plan.checked_offers.select_related("checked_by").order_by("pk"))


def plan_steps(plan: OnwardPlan) -> list[PlanStep]:
    """In the order of their days; those without one last."""
    rows = plan.plan_steps.select_related("worker").order_by("pk")
    return sorted(rows, key=lambda row: (row.due_on is None, row.due_on or date.max, row.pk))


def plan_facts(plan: OnwardPlan) -> list[tuple[str, str]]:
    """(what, words) of what is written beside the rows; nothing of what stands empty."""
    doctor = [_("Spurgt %(day)s") % {"day": short_day(plan.doctor_asked_on)}] if plan.doctor_asked_on else []
    doctor += [plan.doctor_answer or _("Svaret mangler")] if doctor else []
    facts = [
        (_("Ønsket tilbud"), _joined(plan.wished_called, plan.wished_words)),
        (_("Krav, borgeren møder der"), plan.demands),
        (_("Vi trækker os"), _joined(plan.withdrawal, short_day(plan.withdrawal_on) if plan.withdrawal_on else "")),
        (_("Substitutionsbehandling, lægen"), _joined(*doctor)),
    ]
    return [(label, words) for label, words in facts if words]


def offer_lines(plan: OnwardPlan, rows: list[CheckedOffer], today: date, *, may_work: bool) -> list[dict[str, Any]]:
    lines = []
    for row in rows:
        until = row.quarantine_until
        barred = _("Karantæne til og med %(day)s") % {"day": short_day(until, today)} if until else ""
        checked = _("Undersøgt %(day)s af %(who)s") % {"day": short_day(row.checked_on, today), "who": row.checked_by}
        line = {
            "title": str(row),
            "facts": [part for part in (_room(row, today), barred, _instead(row)) if part],
            "meta": checked,
            "done": _("Fulgt op %(day)s") % {"day": short_day(row.done_on, today)} if row.done_on else "",
            "is_due": row.done_on is None and row.opens_on is not None and row.opens_on <= today,
        }
        lines.append(line | _ways("plan_offer", row, plan, may_work))
    return lines


def step_lines(plan: OnwardPlan, rows: list[PlanStep], today: date, *, may_work: bool) -> list[dict[str, Any]]:
    lines = []
    for row in rows:
        line = {
            "title": row.what,
            "facts": [],
            "meta": _joined(who_words(row), short_day(row.due_on, today) if row.due_on else ""),
            "done": _("Gjort %(day)s") % {"day": short_day(row.done_on, today)} if row.done_on else "",
            "is_due": row.done_on is None and row.due_on is not None and row.due_on <= today,
        }
        lines.append(line | _ways("plan_step", row, plan, may_work))
    return lines


def who_words(row: PlanStep) -> str:
    if row.who == PlanStep.Who.WORKER:
        return str(row.worker)
    return row.other or str(PlanStep.Who(row.who).label)


def version_lines(versions: list[OnwardPlan], shown: OnwardPlan) -> list[dict[str, Any]]:
    return [
        {
            "title": str(one),
            "url": "" if one.pk == shown.pk else one.get_absolute_url(),
            "meta": given_words(one) if one.given_on else _("Ikke givet til borgeren"),
        }
        for one in versions
    ]


def given_words(plan: OnwardPlan) -> str:
    return _("Givet til borgeren %(day)s") % {"day": short_day(plan.given_on)} if plan.given_on else ""


def _ways(name: str, row: CheckedOffer | PlanStep, plan: OnwardPlan, may_work: bool) -> dict[str, str]:
    """The addresses of what one may do with the row."""
    may_write = may_work and plan.given_on is None
    return {
        "url": reverse(f"outreach:{name}", args=[row.pk]) if may_write else "",
        "remove_url": reverse(f"outreach:{name}_remove", args=[row.pk]) if may_write else "",
        "done_url": reverse(f"outreach:{name}_done", args=[row.pk]) if may_work else "",
    }


def _room(row: CheckedOffer, today: date) -> str:
    return {
        Available.YES.value: _("Der er plads"),
        Available.FROM.value: _("Plads fra %(day)s")
        % {"day": short_day(row.available_from, today) if row.available_from else ""},
        Available.NO.value: _("Ikke plads nu"),
        Available.UNKNOWN.value: _("Vi ved ikke endnu, om der er plads"),
    }[row.available]


def _instead(row: CheckedOffer) -> str:
    return _("I stedet: %(what)s") % {"what": row.alternative} if row.alternative else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
