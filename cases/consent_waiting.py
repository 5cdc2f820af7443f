"""What of consents and handovers waits: a consent that runs out, a handover nobody has answered, one that must hold.

For the contact person; on *Enheden* for the whole unit. Of a protected citizen no line says to whom.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Case as Switch
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import ago, short_day
from cases.models import Assignment, Consent, Handover
from cases.waiting import WaitingKind, WaitingLine, WaitingRow, register_waiting, waiting_rows
from cases.warm_handovers import handover_url

#: To whom, where one may know it.
_RECEIVER = Switch(
    When(citizen__protected=True, then=Value("")),
    default=Coalesce("partner__name", "other_name"),
    output_field=CharField(),
)


def ending_consents(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.MANAGE_CASE):
        return None
    rows = _whose(Consent.objects.visible_to(user).ending(today), user, mine)
    return waiting_rows(rows, "consent_ends", day=F("to_on"), title=_RECEIVER, citizen_id=F("citizen_id"))


def unanswered_handovers(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.MANAGE_CASE):
        return None
    rows = _whose(Handover.objects.visible_to(user).unanswered(today, now), user, mine)
    since = Switch(When(meeting_on__gt=F("begun_on"), then=F("meeting_on")), default=F("begun_on"))
    lapsed = Switch(When(link_lapsed=True, then=Value("link")), default=Value(""), output_field=CharField())
    columns: dict[str, Any] = {"day": since, "title": _RECEIVER, "more": lapsed, "citizen_id": F("citizen_id")}
    return waiting_rows(rows, "handover_unanswered", **columns)


def unsettled_handovers(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.MANAGE_CASE):
        return None
    rows = _whose(Handover.objects.visible_to(user).unsettled(today), user, mine)
    columns: dict[str, Any] = {"day": F("arrived_on"), "title": _RECEIVER, "citizen_id": F("citizen_id")}
    return waiting_rows(rows, "handover_unsettled", **columns)


def _whose(rows: QuerySet, user: User, mine: bool) -> QuerySet:
    """Of the citizens whose contact person the user is, or of the unit."""
    if not mine:
        return rows.filter(citizen__unit_id=user.membership.unit_id)
    carried = Assignment.objects.current().filter(user=user, kind=Assignment.Kind.CONTACT_PERSON)
    return rows.filter(Q(Exists(carried.filter(case__citizen=OuterRef("citizen")))))


def show_consent(row: WaitingRow, today: date) -> WaitingLine:
    over = row.day < today
    words = _("udløb %(day)s") if over else _("udløber %(day)s")
    return WaitingLine(
        _("Samtykke udløber: %(name)s") % {"name": row.label},
        reverse("cases:consent", args=[row.id]),
        _meta(row.title, words % {"day": short_day(row.day, today)}),
        icon="shield",
        button=(_("Skal ikke fornyes"), reverse("cases:consent_lapse", args=[row.id])),
    )


def show_unanswered(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        _("Overlevering uden svar: %(name)s") % {"name": row.label},
        handover_url(row.id),
        _meta(row.title, ago(row.day, today)),
        icon="bridge",
        tone="bad",
        mark=_("Linket udløb") if row.more else _("Intet svar"),
    )


def show_unsettled(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        _("Er kontakten stabil? %(name)s") % {"name": row.label},
        handover_url(row.id),
        _meta(row.title, _("mødt op %(ago)s") % {"ago": ago(row.day, today)}),
        icon="bridge",
    )


def _meta(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


register_waiting(WaitingKind("consent_ends", ending_consents, show_consent))
register_waiting(WaitingKind("handover_unanswered", unanswered_handovers, show_unanswered))
register_waiting(WaitingKind("handover_unsettled", unsettled_handovers, show_unsettled))
