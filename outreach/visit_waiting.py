"""What of routes and visits waits: to go out today, to come back, and, for everybody in the unit, who is overdue."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, NullIf, TruncTime
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import at_clock
from cases.waiting import WaitingKind, WaitingLine, WaitingRow, register_waiting, waiting_rows
from outreach.models import Route, RouteWorker, Visit, VisitWorker

#: Of many things that wait only the oldest are shown. People who should have been back come before all of them.
_FIRST = Value(date(1900, 1, 1))


def overdue(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """Every visit of the unit that is not back in time, for each colleague and the leader (S2 p. 13)."""
    if not may(user, Can.LOG_CONTACT):
        return None
    rows = Visit.objects.visible_to(user).overdue(now)
    return waiting_rows(rows, "visit_overdue", day=_FIRST, **_facts(clock="expected_back_at"))


def out(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """The visit one is on."""
    if not mine or not may(user, Can.LOG_CONTACT):
        return None
    rows = Visit.objects.visible_to(user).out().filter(_goes(user), expected_back_at__gte=now)
    return waiting_rows(rows, "visit_out", day=F("day"), **_facts(clock="expected_back_at"))


def planned(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not mine or not may(user, Can.LOG_CONTACT):
        return None
    rows = Visit.objects.visible_to(user).unfinished().filter(_goes(user), day=today, out_at=None)
    title = Coalesce(F("route__name"), F("place__name"))
    return waiting_rows(rows, "visit", day=F("day"), clock=F("planned_from"), title=title)


def routes(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """One's routes of today on which nothing has been planned, walked or called off yet."""
    if not mine or not may(user, Can.LOG_CONTACT):
        return None
    walks = RouteWorker.objects.filter(route=OuterRef("pk"), user=user)
    dealt_with = Visit.objects.filter(route=OuterRef("pk"), day=today)
    rows = Route.objects.visible_to(user).running(today).filter(Exists(walks), ~Exists(dealt_with))
    return waiting_rows(rows, "visit_route", day=Value(today), clock=F("from_at"), title=F("name"))


def _goes(user: User) -> Q:
    return Q(Exists(VisitWorker.objects.filter(visit=OuterRef("pk"), user=user)))


def _facts(clock: str) -> dict[str, Any]:
    """Where, when, and who is out: the first two by name."""
    crew = VisitWorker.objects.filter(visit=OuterRef("pk")).order_by("user__name").values("user__name")
    # Concat takes nothing for an empty text: without a second name only the comma is left, and it goes too.
    second = NullIf(Concat(Value(", "), Subquery(crew[1:2])), Value(", "))
    return {
        "clock": TruncTime(clock),
        "title": Coalesce(F("route__name"), F("place__name")),
        "more": Concat(Subquery(crew[:1]), second),
    }


def show_overdue(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        title=_("Ikke tilbage: %(where)s") % {"where": row.title},
        url=reverse("outreach:visit", args=[row.id]),
        meta=_("%(who)s skulle være tilbage %(time)s. Ring til dem.") % {"who": row.more, "time": at_clock(row.clock)},
        icon="warning",
        tone="bad",
        mark=_("Over tiden"),
        button=(_("Mere tid"), reverse("outreach:visit_more", args=[row.id])),
    )


def show_out(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        title=_("Ude: %(where)s") % {"where": row.title},
        url=reverse("outreach:visit", args=[row.id]),
        meta=_("Ventes tilbage %(time)s. Åbn, når I er tilbage.") % {"time": at_clock(row.clock)},
        icon="walk",
        button=(_("Mere tid"), reverse("outreach:visit_more", args=[row.id])),
    )


def show_planned(row: WaitingRow, today: date) -> WaitingLine:
    return _go(row, reverse("outreach:visit", args=[row.id]), reverse("outreach:visit_out", args=[row.id]))


def show_route(row: WaitingRow, today: date) -> WaitingLine:
    return _go(row, reverse("outreach:route", args=[row.id]), reverse("outreach:route_out", args=[row.id]))


def _go(row: WaitingRow, url: str, button: str) -> WaitingLine:
    meta = " ".join(part for part in (_("Besøg i dag"), at_clock(row.clock)) if part)
    return WaitingLine(title=row.title or "", url=url, meta=meta, icon="walk", button=(_("Gå ud"), button))


register_waiting(WaitingKind("visit_overdue", overdue, show_overdue))
register_waiting(WaitingKind("visit_out", out, show_out))
register_waiting(WaitingKind("visit", planned, show_planned))
register_waiting(WaitingKind("visit_route", routes, show_route))
