"""A week that is not registered on the Wednesday after waits for its worker, calmly, and for nobody else."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from accounts.policy import Can, may
from cases.calendar import week_key
from cases.waiting import WaitingKind, WaitingLine, WaitingRow, register_waiting, waiting_rows
from measurements.models import HoursWeek
from measurements.weeks import due_monday


def unregistered(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """One row at most, and only for those who do register. From Wednesday, nine days after its Monday, to the Tuesday
    after that, there is exactly one Monday from 15 to 9 days ago: that week's."""
    if not mine or not may(user, Can.REGISTER_HOURS):
        return None
    weeks = HoursWeek.objects.filter(user=user, unit=OuterRef("unit"))
    due = weeks.filter(monday__gte=today - timedelta(days=15), monday__lte=today - timedelta(days=9))
    rows = Membership.objects.filter(
        Exists(weeks), ~Exists(due), user=user, unit=user.membership.unit_id, from_on__lte=today - timedelta(days=15)
    )
    active = rows.filter(to_on=None) | rows.filter(to_on__gte=today)
    return waiting_rows(active, "hours_week", day=Value(today), id=F("pk"))


def show(row: WaitingRow, today: date) -> WaitingLine:
    monday = due_monday(today)
    return WaitingLine(
        title=_("Timer for uge %(week)s") % {"week": monday.isocalendar()[1]},
        url=f"{reverse('measurements:hours')}?uge={week_key(monday)}",
        meta=_("Ikke registreret endnu. Det tager et par minutter."),
        icon="clock",
    )


register_waiting(WaitingKind("hours_week", unregistered, show))
