"""What of a plan waits: an agreement whose day has come, and an offer that has room now.

On *Min dag* stands what is agreed with citizens whose course one carries, on *Enheden* everything.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Case as Switch
from django.db.models import F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Greatest, NullIf
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import ago
from cases.waiting import WaitingKind, WaitingLine, WaitingRow, register_waiting, waiting_rows
from outreach.models import CheckedOffer, PlanStep


def due_steps(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.WORK_PATHWAY):
        return None
    rows = PlanStep.objects.visible_to(user).open().filter(due_on__lte=today)
    rows = rows.of_those_carried_by(user) if mine else rows
    who = Switch(When(who=PlanStep.Who.WORKER, then=F("worker__name")), default=NullIf(F("other"), Value("")))
    return waiting_rows(
        rows, "plan_step", day=F("due_on"), title=F("what"), more=who, citizen_id=F("plan__case__citizen_id")
    )


def open_offers(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """There is room, and the citizen may come: both days where there are both."""
    if not may(user, Can.WORK_PATHWAY):
        return None
    rows = CheckedOffer.objects.visible_to(user).open().exclude(available=CheckedOffer.Available.NO)
    rows = rows.filter(Q(available_from__lte=today) | Q(available_from=None, quarantine_until__lt=today))
    rows = rows.filter(Q(quarantine_until=None) | Q(quarantine_until__lt=today))
    rows = rows.of_those_carried_by(user) if mine else rows
    day = Coalesce(Greatest("available_from", "quarantine_until"), "available_from", "quarantine_until")
    title = Coalesce(NullIf(F("called"), Value("")), F("words"))
    return waiting_rows(
        rows, "plan_offer", day=day, title=title, more=F("alternative"), citizen_id=F("plan__case__citizen_id")
    )


def show_step(row: WaitingRow, today: date) -> WaitingLine:
    who = row.more or _("borgeren")
    return WaitingLine(
        title=_("%(citizen)s: %(what)s") % {"citizen": row.label, "what": row.title},
        url=reverse("outreach:plan_step_done", args=[row.id]),
        meta=_("Aftalt i planen med %(who)s · %(when)s") % {"who": who, "when": ago(row.day, today)},
        icon="document",
        button=(_("Gjort"), reverse("outreach:plan_step_done", args=[row.id])),
    )


def show_offer(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        title=_("%(citizen)s kan begynde: %(offer)s") % {"citizen": row.label, "offer": row.title},
        url=reverse("outreach:plan_offer_done", args=[row.id]),
        meta=_("Undersøgt i planen, muligt fra %(when)s") % {"when": ago(row.day, today)},
        icon="document",
        button=(_("Fulgt op"), reverse("outreach:plan_offer_done", args=[row.id])),
    )


register_waiting(WaitingKind("plan_step", due_steps, show_step))
register_waiting(WaitingKind("plan_offer", open_offers, show_offer))
