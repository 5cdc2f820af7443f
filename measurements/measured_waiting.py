"""Which measurements wait: for the contact person, or whoever stands in; of the unit for its leader, a month later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import ago, short_day
from cases.models import Assignment, Case
from cases.models.case import CaseQuerySet
from cases.waiting import WaitingKind, WaitingLine, WaitingRow, register_waiting, waiting_rows
from measurements.due import ALL, WAITS, Due, due_courses

LEADER_AFTER = timedelta(days=30)


def _waiting(what: Due, user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.WORK_PATHWAY):
        return None
    rows = due_courses(_whose(user, mine, today), what, today).filter(due_on__gte=today - WAITS)
    if not mine:
        rows = rows.filter(due_on__lte=today - LEADER_AFTER)
    return waiting_rows(rows, f"m_{what.key}", day=F("due_on"), citizen_id=F("citizen_id"))


def _whose(user: User, mine: bool, today: date) -> CaseQuerySet:
    rows = Case.objects.visible_to(user)
    if not mine:
        return rows.filter(unit_id=user.membership.unit_id)
    kinds = (Assignment.Kind.CONTACT_PERSON, Assignment.Kind.COVER)
    carried = Assignment.objects.current(today).filter(case=OuterRef("pk"), user=user, kind__in=kinds)
    return rows.filter(Exists(carried))


def _show(what: Due, row: WaitingRow, today: date) -> WaitingLine:
    title = _("Måling: %(citizen)s") % {"citizen": row.label}
    when = _("fra %(day)s") % {"day": short_day(row.day, today)} if row.day > today else ago(row.day, today)
    meta = f"{what.words} · {when}"
    return WaitingLine(title, reverse("measurements:measured", args=[row.id]), meta, icon="chart")


for _what in ALL:
    _query: Callable[..., QuerySet | None] = partial(_waiting, _what)
    register_waiting(WaitingKind(f"m_{_what.key}", _query, partial(_show, _what)))
