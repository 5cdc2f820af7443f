"""What of the planning waits: a place or an agreement to be gone through, a message to a partner, a meeting.

On *Min dag* stands what its reader is responsible for, on *Enheden* everything.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import ago
from cases.waiting import WaitingKind, WaitingLine, WaitingRow, register_waiting, waiting_rows
from directory.models import Agreement, MeetingPartner, PartnerMeeting, PartnerMessage, Place


def due_places(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.MANAGE_PLACES):
        return None
    rows = Place.objects.visible_to(user, may=Can.MANAGE_PLACES).due_for_review(today)
    rows = rows.filter(reviewer=user) if mine else rows
    return waiting_rows(rows, "place_review", day=F("next_review_on"), title=F("name"), more=F("area"))


def due_agreements(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.MANAGE_PLACES):
        return None
    rows = Agreement.objects.visible_to(user).due_for_review(today)
    rows = rows.filter(responsible=user) if mine else rows
    return waiting_rows(rows, "agreement_review", day=F("review_on"), title=F("title"))


def due_messages(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.MANAGE_PLACES):
        return None
    rows = PartnerMessage.objects.visible_to(user).due(today)
    rows = rows.filter(responsible=user) if mine else rows
    # Cut by the column, which is shorter than a message may be.
    return waiting_rows(rows, "partner_message", day=F("due_on"), title=F("partner__name"), more=Left("message", 300))


def due_meetings(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.MANAGE_PLACES):
        return None
    rows = PartnerMeeting.objects.visible_to(user).next_due(today)
    rows = rows.filter(noted_by=user) if mine else rows
    partner = MeetingPartner.objects.filter(meeting=OuterRef("pk")).order_by("partner__name").values("partner__name")
    return waiting_rows(rows, "partner_meeting", day=F("next_on"), title=Subquery(partner[:1]), more=F("kind"))


def show_place(row: WaitingRow, today: date) -> WaitingLine:
    url = reverse("directory:place_review", args=[row.id])
    title = _("Gennemgå %(name)s") % {"name": row.title}
    return WaitingLine(title, url, _meta(row.more, row.day, today), icon="place")


def show_agreement(row: WaitingRow, today: date) -> WaitingLine:
    url = reverse("directory:agreement", args=[row.id])
    title = _("Gennemgå aftalen »%(title)s«") % {"title": row.title}
    return WaitingLine(title, url, _meta("", row.day, today), icon="document")


def show_message(row: WaitingRow, today: date) -> WaitingLine:
    url = reverse("directory:message_given", args=[row.id])
    return WaitingLine(row.title or "", url, _meta(row.more, row.day, today), icon="talk")


def show_meeting(row: WaitingRow, today: date) -> WaitingLine:
    url = reverse("directory:meeting", args=[row.id])
    kind = PartnerMeeting.Kind(row.more or PartnerMeeting.Kind.OTHER)
    title = _("%(kind)s med %(name)s") % {"kind": kind.label, "name": row.title}
    return WaitingLine(title, url, _meta("", row.day, today), icon="calendar")


def _meta(words: str | None, day: date, today: date) -> str:
    return " · ".join(part for part in (words, ago(day, today)) if part)


Query = Callable[[User, bool, date, datetime], QuerySet | None]
Show = Callable[[WaitingRow, date], WaitingLine]
_KINDS: tuple[tuple[str, Query, Show], ...] = (
    ("place_review", due_places, show_place),
    ("agreement_review", due_agreements, show_agreement),
    ("partner_message", due_messages, show_message),
    ("partner_meeting", due_meetings, show_meeting),
)
for _key, _query, _show in _KINDS:
    register_waiting(WaitingKind(_key, _query, _show))
