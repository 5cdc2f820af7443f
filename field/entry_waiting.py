"""What of tablets waits: what they sent and nobody could apply; for the leader also one that has not sent for a day,
and numbers that were lost."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, Scope, may, scope_of
from cases.dates import ago
from cases.models import Citizen
from cases.waiting import WaitingKind, WaitingLine, WaitingRow, register_waiting, waiting_rows
from field.devices import LONG
from field.models import Device, DeviceUser, Entry, LostEntry
from field.reviews import kind_title


def unsettled(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """One's own; on *Enheden* for the leader everybody's. Whoever is gone from the list stays without a name: that is
    often why it waits."""
    if not may(user, Can.USE_FIELD):
        return None
    rows = Entry.objects.visible_to(user).unsettled()
    if mine:
        rows = rows.filter(author=user)
    known = Citizen.objects.visible_to(user).filter(pk=OuterRef("citizen_id"))
    return waiting_rows(
        rows,
        "field_entry",
        day=TruncDate("received_at"),
        title=F("kind"),
        more=F("author__name"),
        citizen_id=Subquery(known.values("pk")[:1]),
    )


def silent(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """Something has lain on it for more than a day."""
    if mine or scope_of(user, Can.USE_FIELD) < Scope.UNIT:
        return None
    rows = DeviceUser.objects.visible_to(user).filter(waiting__gt=0, oldest_at__lt=now - LONG)
    rows = rows.exclude(device__wipe=Device.Wipe.NOW)
    return waiting_rows(
        rows,
        "field_silent",
        id=F("device_id"),
        day=TruncDate("oldest_at"),
        title=F("device__label"),
        more=F("user__name"),
    )


def lost(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """Numbers that one person's part of a tablet lost, until somebody has said what became of them."""
    if mine or not may(user, Can.SEE_AS_LOST):
        return None
    missing = LostEntry.objects.missing().filter(device_user=OuterRef("pk"))
    first = missing.order_by("missed_at").values("missed_at")[:1]
    return waiting_rows(
        DeviceUser.objects.visible_to(user, may=Can.SEE_AS_LOST).filter(Exists(missing)),
        "field_lost",
        day=TruncDate(Subquery(first)),
        title=F("device__label"),
        more=F("user__name"),
    )


def show_entry(row: WaitingRow, today: date) -> WaitingLine:
    title = kind_title(row.title or "")
    return WaitingLine(
        _("Kræver afklaring: %(what)s") % {"what": f"{title}, {row.label}" if row.label else title},
        reverse("field:review", args=[row.id]),
        _("Fra %(name)s på tablet, %(ago)s") % {"name": row.more, "ago": ago(row.day, today)},
        icon="question",
    )


def show_silent(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        _("Ikke sendt i over et døgn: %(device)s") % {"device": row.title},
        reverse("field:device", args=[row.id]),
        _("%(name)s, den ældste er fra %(ago)s") % {"name": row.more, "ago": ago(row.day, today)},
        icon="clock",
    )


def show_lost(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        _("Tablet har mistet indtastninger: %(device)s") % {"device": row.title},
        reverse("field:device_lost", args=[row.id]),
        _("%(name)s, opdaget %(ago)s") % {"name": row.more, "ago": ago(row.day, today)},
        icon="info",
    )


register_waiting(WaitingKind("field_entry", unsettled, show_entry))
register_waiting(WaitingKind("field_silent", silent, show_silent))
register_waiting(WaitingKind("field_lost", lost, show_lost))
