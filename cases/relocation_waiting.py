"""What of overleveringer between municipalities waits: with the receivers until somebody takes it, with the sender when
nobody did in a week, nobody can read it, or they said no."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Case as Switch
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import ago
from cases.models import Assignment, Relocation
from cases.relocations import come_row, relocation_url
from cases.waiting import WaitingKind, WaitingLine, WaitingRow, register_waiting, waiting_rows


def come(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """For everybody where people are treated: it is nobody's yet. Not about whom: that is on its page, with a log."""
    if not may(user, Can.SEE_CASELOAD):
        return None
    rows = Relocation.objects.come_to(user)
    columns: dict[str, Any] = {"day": TruncDate("sent_at"), "title": F("organisation__name")}
    return waiting_rows(rows, "relocation_come", **columns)


def unanswered(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.MANAGE_CASE):
        return None
    rows = Relocation.objects.sent_from(user).unanswered(today, now)
    if mine:
        carried = Assignment.objects.filter(user=user, kind=Assignment.Kind.CONTACT_PERSON)
        # The course has mostly ended: whoever sent it has it too.
        rows = rows.filter(Q(sent_by=user) | Q(Exists(carried.current().filter(case__citizen=OuterRef("citizen_id")))))
    else:
        rows = rows.filter(citizen__unit_id=user.membership.unit_id)
    state = Switch(
        When(receipt__isnull=False, then=Value("refused")),
        When(Q(shared_with=None) | Q(consent_to_on__lt=today), then=Value("closed")),
        default=Value(""),
        output_field=CharField(),
    )
    where = Switch(When(citizen__protected=True, then=Value("")), default=F("receiver__name"))
    columns: dict[str, Any] = {"day": TruncDate("sent_at"), "title": where, "more": state}
    return waiting_rows(rows, "relocation_unanswered", citizen_id=F("citizen_id"), **columns)


def show_come(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(**come_row(row.id, row.title, row.day, today))


def show_unanswered(row: WaitingRow, today: date) -> WaitingLine:
    said = {"refused": _("De tager ikke imod"), "closed": _("De kan ikke læse den")}
    return WaitingLine(
        _("Flyttet: %(name)s") % {"name": row.label},
        relocation_url(row.id),
        " · ".join(part for part in (row.title, _("sendt %(ago)s") % {"ago": ago(row.day, today)}) if part),
        icon="switch",
        mark=said.get(row.more or "", _("Ring til dem")),
        tone="wait",
    )


register_waiting(WaitingKind("relocation_come", come, show_come))
register_waiting(WaitingKind("relocation_unanswered", unanswered, show_unanswered))
