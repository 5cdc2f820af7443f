"""What waits in the reception: somebody nobody has taken, one for the third day, one to ring back today.

A new one waits for everybody who receives, and for the leader when the term is over; *Enheden* shows what has come to
the leader. That a handover waits for its receiver, and the 14 days, are told by `cases`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case as Switch
from django.db.models import CharField, DateField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat, TruncDate, TruncTime
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, Role, may
from cases.dates import ago, at_clock
from cases.waiting import WaitingKind, WaitingLine, WaitingRow, register_waiting, waiting_rows
from intake.models import Enquiry
from intake.models.enquiry import RECEPTION_DAYS, EnquiryQuerySet

#: After so long nobody has taken, or rung back, the leader is told: an afternoon must still be left. Akut: an hour.
LEADERS_TURN = timedelta(hours=4)
LEADERS_TURN_ACUTE = timedelta(hours=1)
#: From the second day on whoever has them is reminded, while there is a day left.
_SECOND_DAY = timedelta(days=1)
_OVER = timedelta(days=RECEPTION_DAYS)
#: What is akut comes before all that has waited longer.
_FIRST = Value(date(1900, 1, 1))


def _seen(user: User) -> EnquiryQuerySet | None:
    if not may(user, Can.RECEIVE_ENQUIRIES):
        return None
    rows: EnquiryQuerySet = Enquiry.objects.visible_to(user, may=Can.RECEIVE_ENQUIRIES)
    return rows


def _is_leader(user: User) -> bool:
    return bool(user.membership and user.membership.role == Role.LEADER)


def _leaders_turn(now: datetime) -> Q:
    acute = Q(urgency=Enquiry.Urgency.ACUTE, came_at__lte=now - LEADERS_TURN_ACUTE)
    return acute | Q(came_at__lte=now - LEADERS_TURN)


def not_taken(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """Who asked for a call is told of as a call."""
    rows = _seen(user)
    if rows is None:
        return None
    rows = rows.open().filter(taken_at=None, wants_call=False)
    if _is_leader(user) or not mine:
        rows = rows.filter(_leaders_turn(now))
    return waiting_rows(rows, "enquiry_new", **_columns(now))


def to_call(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    rows = _seen(user)
    if rows is None:
        return None
    rows = rows.to_call()
    if not mine:
        rows = rows.filter(_leaders_turn(now))
    elif _is_leader(user):
        rows = rows.filter(Q(taken_by=user) | Q(taken_by=None) & _leaders_turn(now))
    else:
        rows = rows.filter(Q(taken_by=user) | Q(taken_by=None))
    return waiting_rows(rows, "enquiry_call", **_columns(now))


def in_reception(user: User, mine: bool, today: date, now: datetime) -> QuerySet | None:
    """Whoever took them from the second day on; the leader when the three days are over."""
    rows = _seen(user)
    if rows is None:
        return None
    rows = rows.in_reception(today).filter(taken_at__isnull=False)
    over = Q(came_at__lt=now - _OVER)
    if not mine:
        rows = rows.filter(over)
    else:
        own = Q(taken_by=user, came_at__lt=now - _SECOND_DAY)
        rows = rows.filter(own | over if _is_leader(user) else own)
    return waiting_rows(rows, "enquiry_days", **_columns(now))


def _columns(now: datetime) -> dict[str, Any]:
    """The name only where there is no file, or a code word: what a citizen may be called is the page's to say."""
    day = TruncDate("came_at")
    acute = Q(urgency=Enquiry.Urgency.ACUTE)
    title = Switch(
        When(is_anonymous=True, then=F("code_word")), When(citizen=None, then=F("called")), default=Value(""),
        output_field=CharField(),
    )  # fmt: skip
    over = Switch(When(came_at__lt=now - _OVER, then=Value("over")), default=Value(""), output_field=CharField())
    return {
        "day": Switch(When(acute, then=_FIRST), default=day, output_field=DateField()),
        "clock": TruncTime("came_at"),
        "title": title,
        "more": Concat(F("urgency"), Value("|"), Cast(day, CharField(max_length=10)), Value("|"), over),
        "citizen_id": F("citizen_id"),
    }


@dataclass(frozen=True)
class _Told:
    name: str
    is_acute: bool
    since: date
    is_over: bool


def _told(row: WaitingRow) -> _Told:
    urgency, day, over = (row.more or "||").split("|")
    name = row.title or row.label or _("Navn ukendt")
    return _Told(name, urgency == Enquiry.Urgency.ACUTE, date.fromisoformat(day), bool(over))


def _line(row: WaitingRow, today: date, title: str, **more: Any) -> WaitingLine:
    told = _told(row)
    when = _("henvendte sig %(day)s %(time)s") % {"day": ago(told.since, today), "time": at_clock(row.clock)}
    mark = {"tone": "bad", "mark": str(Enquiry.Urgency.ACUTE.label)} if told.is_acute else {}
    return WaitingLine(title, reverse("intake:enquiry", args=[row.id]), when, **(mark | more))


def show_not_taken(row: WaitingRow, today: date) -> WaitingLine:
    title = _("Ny henvendelse: %(name)s") % {"name": _told(row).name}
    take = (_("Jeg tager den"), reverse("intake:enquiry_take", args=[row.id]))
    return _line(row, today, title, icon="inbox", button=take)


def show_to_call(row: WaitingRow, today: date) -> WaitingLine:
    return _line(row, today, _("Ring tilbage: %(name)s") % {"name": _told(row).name}, icon="phone")


def show_in_reception(row: WaitingRow, today: date) -> WaitingLine:
    told = _told(row)
    over = {"tone": "bad", "mark": _("over tre dage")} if told.is_over else {}
    title = _("Find én, der følger %(name)s herfra") % {"name": told.name}
    return _line(row, today, title, icon="clock", **over)


register_waiting(WaitingKind("enquiry_new", not_taken, show_not_taken))
register_waiting(WaitingKind("enquiry_call", to_call, show_to_call))
register_waiting(WaitingKind("enquiry_days", in_reception, show_in_reception))
