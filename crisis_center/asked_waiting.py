"""What of questions to centres waits: an answer, the municipality's decision, somebody who fetches, an agreement.

Those at the centre see from which municipality, never of whom: the name stands on the page that logs who looks.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate, TruncTime
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import ago, at_clock, short_day
from cases.models import Assignment
from cases.waiting import WaitingKind, WaitingLine, WaitingRow, register_waiting, waiting_rows
from crisis_center.models import Centre, CentreAgreement, CentreReferral

#: After so long home is told to ring: the situation is acute.
RING_AFTER = timedelta(hours=4)
#: So long after the yes nobody need have set off.
FETCH_AFTER = timedelta(hours=2)
#: An agreement is shown so long before it is gone through.
REVIEW_SOON = timedelta(days=14)


def unanswered_here(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """For everybody at the centre."""
    if not may(user, Can.WORK_PATHWAY):
        return None
    rows = CentreReferral.objects.visible_to(user).undecided().filter(centre__unit_id=user.membership.unit_id)
    return waiting_rows(rows, "centre_asked", **_since("asked_at"), title=F("organisation__name"))


def unanswered(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.WORK_PATHWAY):
        return None
    rows = CentreReferral.objects.visible_to(user).undecided().filter(asked_at__lt=now - RING_AFTER)
    return waiting_rows(
        _whose(rows, user, mine, today), "centre_silent", **_since("asked_at"), **_told(), more=F("centre__phone")
    )


def ungranted(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """SEL § 107: for the leaders of the unit that asked."""
    if not may(user, Can.DECIDE_STAY):
        return None
    rows = (
        CentreReferral.objects.visible_to(user)
        .open()
        .filter(case__unit_id=user.membership.unit_id, centre__legal_basis=Centre.LegalBasis.SEL_107, granted=None)
    )
    return waiting_rows(rows, "centre_ungranted", **_since("asked_at"), **_told())


def unfetched(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.WORK_PATHWAY):
        return None
    rows = CentreReferral.objects.visible_to(user).fetchable(today).filter(decided_at__lt=now - FETCH_AFTER)
    return waiting_rows(_whose(rows, user, mine, today), "centre_unfetched", **_since("decided_at"), **_told())


def reviews(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """For the municipality's leaders."""
    if not may(user, Can.MANAGE_CENTRE):
        return None
    rows = CentreAgreement.objects.visible_to(user).filter(
        organisation=user.membership.organisation_id, to_on=None, review_on__lte=today + REVIEW_SOON
    )
    rows = rows.exclude(centre__unit_id=user.membership.unit_id)
    return waiting_rows(rows, "centre_agreement", day=F("review_on"), title=F("centre__unit__name"))


def _since(name: str) -> dict[str, Any]:
    return {"day": TruncDate(name), "clock": TruncTime(name)}


def _told() -> dict[str, Any]:
    return {"title": F("centre__unit__name"), "citizen_id": F("case__citizen_id")}


def _whose(rows: QuerySet, user: User, mine: bool, today: date) -> QuerySet:
    """Of those on the course, or whoever stands in; of the unit for its leader."""
    if not mine:
        return rows.filter(case__unit_id=user.membership.unit_id)
    carried = Assignment.objects.current(today).filter(case=OuterRef("case"), user=user)
    return rows.filter(Q(Exists(carried)))


def show_unanswered_here(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        _("Henvendelse fra %(organisation)s") % {"organisation": row.title},
        _url(row),
        _("Spurgt %(when)s") % {"when": _when(row, today)},
        icon="inbox",
        tone="wait",
        mark=_("Venter på svar"),
    )


def show_unanswered(row: WaitingRow, today: date) -> WaitingLine:
    ring = _("Ring til centret på %(phone)s.") % {"phone": row.more} if row.more else _("Ring til centret.")
    return WaitingLine(
        _("%(centre)s har ikke svaret: %(citizen)s") % {"centre": row.title, "citizen": row.label},
        _url(row),
        _("Spurgt %(when)s.") % {"when": _when(row, today)} + f" {ring}",
        icon="phone",
        tone="wait",
        mark=_("Ring"),
    )


def show_ungranted(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        _("Afgørelse om ophold: %(citizen)s") % {"citizen": row.label},
        _url(row),
        _("%(centre)s, SEL § 107. Spurgt %(when)s") % {"centre": row.title, "when": _when(row, today)},
        icon="document",
        tone="wait",
        mark=_("Din afgørelse"),
    )


def show_unfetched(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        _("Ingen henter endnu: %(citizen)s") % {"citizen": row.label},
        reverse("crisis_center:pick_up_new", args=[row.id]),
        _("%(centre)s sagde ja %(when)s") % {"centre": row.title, "when": _when(row, today)},
        icon="walk",
        tone="wait",
        mark=_("Aftal afhentning"),
    )


def show_review(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        _("Gennemgå aftalen med %(centre)s") % {"centre": row.title},
        reverse("crisis_center:centre_agreement", args=[row.id]),
        _("Skulle gennemgås %(day)s") % {"day": short_day(row.day, today)}
        if row.day < today
        else _("Gennemgås %(day)s") % {"day": short_day(row.day, today)},
        icon="document",
    )


def _url(row: WaitingRow) -> str:
    return reverse("crisis_center:referral", args=[row.id])


def _when(row: WaitingRow, today: date) -> str:
    return " ".join(part for part in (ago(row.day, today), at_clock(row.clock)) if part)


register_waiting(WaitingKind("centre_asked", unanswered_here, show_unanswered_here))
register_waiting(WaitingKind("centre_silent", unanswered, show_unanswered))
register_waiting(WaitingKind("centre_ungranted", ungranted, show_ungranted))
register_waiting(WaitingKind("centre_unfetched", unfetched, show_unfetched))
register_waiting(WaitingKind("centre_agreement", reviews, show_review))
