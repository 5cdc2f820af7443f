"""What waits at home before a stay: a spotting nobody has taken over, one not settled yet, a screening put off.

A spotting waits for the mentor at once, then for the deputy, then for the leader (`crisis_center.spotting_terms`);
*Enheden* shows what has come to the leader.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db.models import Case as Switch
from django.db.models import CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, TruncDate, TruncTime
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import ago, at_clock, short_day
from cases.models import Assignment, Case
from cases.waiting import WaitingKind, WaitingLine, WaitingRow, register_waiting, waiting_rows
from crisis_center.models import Screening, Spotting
from crisis_center.models.spotting import FORGOTTEN
from crisis_center.spotting_list import BADGES
from crisis_center.spotting_receivers import leaders_turn, taker_is_away, turn_of

#: Of many things that wait only the oldest are shown. Somebody in danger today comes before all of them.
_FIRST = Value(date(1900, 1, 1))


def not_taken(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    if not may(user, Can.WORK_PATHWAY):
        return None
    rows = Spotting.objects.visible_to(user, may=Can.WORK_PATHWAY).waiting()
    turn = turn_of(user, today, now) if mine else leaders_turn(user, today, now)
    return waiting_rows(rows.filter(turn), "spotting", **_columns("told_at"))


def not_settled(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """One's own; and what somebody took over who is away now, for those whose turn it would be."""
    if not may(user, Can.WORK_PATHWAY):
        return None
    rows = Spotting.objects.visible_to(user, may=Can.WORK_PATHWAY).unsettled().filter(taken_at__isnull=False)
    turn = turn_of(user, today, now) if mine else leaders_turn(user, today, now)
    left = taker_is_away(today) & turn
    rows = rows.filter(Q(taken_by=user) | left if mine else left)
    return waiting_rows(rows, "spotting_taken", **_columns("taken_at"))


def put_off(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """*Vi venter* until a day that has come, and nobody has begun a new one."""
    if not may(user, Can.WORK_PATHWAY):
        return None
    newer = Screening.objects.filter(case=OuterRef("case"), begun_at__gt=OuterRef("concluded_at"))
    rows = Screening.objects.visible_to(user, may=Can.WORK_PATHWAY).filter(wait_until__lte=today)
    rows = rows.filter(~Exists(newer), Exists(Case.objects.active().filter(pk=OuterRef("case"))))
    if mine:
        carried = Assignment.objects.current(today).filter(user=user, kind=Assignment.Kind.CONTACT_PERSON)
        rows = rows.filter(Exists(carried.filter(case=OuterRef("case"))))
    else:
        rows = rows.filter(case__unit_id=user.membership.unit_id)
    columns: dict[str, Any] = {"id": F("case_id"), "day": F("wait_until"), "citizen_id": F("case__citizen_id")}
    return waiting_rows(rows, "screening_again", **columns)


def _columns(moment: str) -> dict[str, Any]:
    """How urgent, and on which day: the column of the day puts first what is for today."""
    day = TruncDate(moment)
    urgent = Switch(When(urgency=Spotting.Urgency.TODAY, then=_FIRST), default=day, output_field=DateField())
    return {
        "day": urgent,
        "clock": TruncTime(moment),
        "title": Coalesce(NullIf(F("where"), Value("")), F("place__name"), Value("")),
        "more": Concat(F("urgency"), Value("|"), Cast(day, CharField(max_length=10))),
    }


def show_not_taken(row: WaitingRow, today: date) -> WaitingLine:
    urgency, day, clock = _told(row)
    return WaitingLine(
        _("Bekymring for en borger: %(where)s") % {"where": row.title or FORGOTTEN},
        reverse("crisis_center:spotting", args=[row.id]),
        _("sagt til %(day)s %(time)s") % {"day": ago(day, today), "time": at_clock(clock)},
        icon="eye",
        tone="bad" if urgency == Spotting.Urgency.TODAY else "wait",
        mark=str(BADGES[urgency]),
        button=(_("Jeg tager den"), reverse("crisis_center:spotting_take", args=[row.id])),
    )


def show_not_settled(row: WaitingRow, today: date) -> WaitingLine:
    urgency, day, _clock = _told(row)
    return WaitingLine(
        _("Find borgeren: %(where)s") % {"where": row.title or FORGOTTEN},
        reverse("crisis_center:spotting", args=[row.id]),
        _("overtaget %(day)s") % {"day": ago(day, today)},
        icon="eye",
        mark=str(BADGES[urgency]),
    )


def show_put_off(row: WaitingRow, today: date) -> WaitingLine:
    return WaitingLine(
        _("Se på screeningen igen: %(name)s") % {"name": row.label},
        reverse("crisis_center:screening", args=[row.id]),
        _("I ventede til %(day)s") % {"day": short_day(row.day, today)},
        icon="flag",
    )


def _told(row: WaitingRow) -> tuple[str, date, time | None]:
    urgency, day = (row.more or "").split("|")
    return urgency, date.fromisoformat(day), row.clock


register_waiting(WaitingKind("spotting", not_taken, show_not_taken))
register_waiting(WaitingKind("spotting_taken", not_settled, show_not_settled))
register_waiting(WaitingKind("screening_again", put_off, show_put_off))
