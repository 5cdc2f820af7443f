"""Acute problems that are home's wait for the mentor who carries the course."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import near_day
from cases.models import Assignment
from cases.waiting import WaitingKind, WaitingLine, WaitingRow, register_waiting, waiting_rows
from crisis_center.models import AcuteProblem


def home_problems(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.WORK_PATHWAY):
        return None
    rows = AcuteProblem.objects.visible_to(user).unsolved().filter(side=AcuteProblem.Side.HOME)
    # By the course's unit, which the centre's people do not share: for them nothing waits here.
    rows = rows.filter(stay__case__unit_id=user.membership.unit_id)
    if mine:
        carried = Assignment.objects.current().filter(user=user, kind=Assignment.Kind.CONTACT_PERSON)
        rows = rows.filter(Exists(carried.filter(case=OuterRef("stay__case"))))
    return waiting_rows(
        rows, "acute_problem", id=F("stay_id"), day=F("due_on"), title=F("what"), more=F("owner"),
        citizen_id=F("stay__case__citizen_id"),
    )  # fmt: skip


def show_problem(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        _("Akut problem: %(name)s") % {"name": row.label},
        reverse("crisis_center:stay", args=[row.id]),
        _("%(what)s · %(owner)s, senest %(day)s")
        % {"what": row.title, "owner": row.more, "day": near_day(row.day, today)},
        icon="warning",
        tone="bad" if row.day <= today else "",
        mark=_("Akut") if row.day <= today else "",
    )


register_waiting(WaitingKind("acute_problem", home_problems, show_problem))
