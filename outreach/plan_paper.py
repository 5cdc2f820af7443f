"""The plan as the citizen gets it: plain Danish, one page, and nothing of it but what the plan says.

Always in Danish and never with a number of the citizen's: a paper may be lost where others find it.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.citizens_paper import Paper, Part
from cases.dates import short_day
from cases.following import Ask
from cases.own_plan_paper import ask_sentence
from outreach.models import CheckedOffer, OnwardPlan, PlanStep

Available = CheckedOffer.Available


def paper_of(
    plan: OnwardPlan, offers: list[CheckedOffer], steps: list[PlanStep], *, name: str, ask: Ask, today: date
) -> Paper:
    """`name`: the citizen's, or nothing. `ask`: the contact person, or who gives it. Days are told as seen from the
    day it was given."""
    day = plan.given_on or today
    with translation.override("da"):
        parts = [
            Part(_("Det vil du gerne"), _paragraphs(plan.citizens_words, plan.citizens_comment)),
            Part(_("Det tilbud, du ønsker"), [_offer(plan.wished_called, plan.wished_words)]),
            Part(_("Det har vi undersøgt"), points=[_checked(row, day) for row in offers]),
            Part(_("Det beder de dig om"), _paragraphs(plan.demands)),
            Part(_("Hvem gør hvad"), points=[_agreed(row, day) for row in steps]),
            Part(_("Medicin fra lægen"), _doctor(plan, day)),
            Part(_("Så længe er vi med"), _withdrawal(plan, day)),
        ]
        made = _("Lavet %(day)s") % {"day": date_format(day, "DATE_FORMAT")}
        if plan.number > 1:
            made = _("%(made)s · plan nummer %(number)s") % {"made": made, "number": plan.number}
        return Paper(
            title=str(_("Min plan")),
            made=made,
            name=name,
            parts=[part for part in parts if part.says_something],
            ask=ask_sentence(ask),
            is_draft=plan.given_on is None,
            number=ask.number,
        )


def _paragraphs(*texts: str) -> list[str]:
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]


def _offer(called: str, words: str) -> str:
    return ", ".join(part for part in (called, words) if part)


def _checked(row: CheckedOffer, day: date) -> tuple[str, str]:
    said = {
        Available.YES.value: _("Der er plads."),
        Available.NO.value: _("Der er ikke plads lige nu."),
        Available.UNKNOWN.value: _("Vi ved ikke endnu, om der er plads."),
    }.get(row.available, "")
    if row.available_from:
        said = _("Der er plads fra %(day)s.") % {"day": short_day(row.available_from, day)}
    parts = [said]
    if row.quarantine_until and row.quarantine_until >= day:
        first = short_day(row.opens_on or row.quarantine_until + timedelta(days=1), day)
        parts = [_("Du kan komme der igen fra %(day)s.") % {"day": first}]
    if row.alternative:
        parts.append(_("I stedet: %(what)s") % {"what": row.alternative})
    return _offer(row.called, row.words), " ".join(parts)


def _agreed(row: PlanStep, day: date) -> tuple[str, str]:
    who = {PlanStep.Who.CITIZEN.value: _("Dig"), PlanStep.Who.WORKER.value: str(row.worker)}.get(row.who, row.other)
    when = _("senest %(day)s") % {"day": short_day(row.due_on, day)} if row.due_on else ""
    return row.what, " · ".join(part for part in (who, when) if part)


def _doctor(plan: OnwardPlan, day: date) -> list[str]:
    if plan.doctor_asked_on is None:
        return []
    asked = _("Vi spurgte lægen %(day)s.") % {"day": short_day(plan.doctor_asked_on, day)}
    if not plan.doctor_answer:
        return [asked + " " + _("Vi venter på svar.")]
    return [asked, _("Lægens svar: %(answer)s") % {"answer": plan.doctor_answer}]


def _withdrawal(plan: OnwardPlan, day: date) -> list[str]:
    parts = _paragraphs(plan.withdrawal)
    if plan.withdrawal_on:
        parts.append(_("Til og med %(day)s.") % {"day": short_day(plan.withdrawal_on, day)})
    return parts
