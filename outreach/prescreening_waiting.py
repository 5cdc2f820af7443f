"""What waits of prescreenings: one with which the professional waited, on the day it is to be taken up again."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import short_day
from cases.waiting import WaitingKind, WaitingLine, WaitingRow, register_waiting, waiting_rows
from outreach.bridging_waiting import whose
from outreach.models import Prescreening


def asked_again(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.WORK_PATHWAY):
        return None
    rows = whose(Prescreening.objects.visible_to(user).asked_again(today), user, mine, today)
    day = Coalesce("ask_again_on", "decided_on")
    return waiting_rows(rows, "prescreening", id=F("case_id"), day=day, citizen_id=F("case__citizen_id"))


def show_asked_again(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        _("Tag forscreeningen op igen: %(name)s") % {"name": row.label},
        reverse("outreach:prescreening", args=[row.id]),
        _("Vi ventede med at afgøre det til %(day)s") % {"day": short_day(row.day, today)},
        icon="flag",
    )


register_waiting(WaitingKind("prescreening", asked_again, show_asked_again))
