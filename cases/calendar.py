"""Days and weeks of tasks and agreements, for one worker, a team or the unit, ready to show."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from cases.agenda import COLUMNS, TaskRow
from cases.appointments import ended_words
from cases.dates import at_clock, short_day
from cases.edge_hours import edge_words
from cases.models import Absence, Task

#: Entries of one week: a unit with more sees a worker's or a team's at a time.
LIMIT = 400

_WEEK = re.compile(r"^(\d{4})-W(\d{2})$")


@dataclass(frozen=True)
class Row(TaskRow):
    """A task as lists know it, and what became of it."""

    done_at: datetime | None
    outcome: str
    cancelled_by: str | None

    @property
    def ended(self) -> str:
        return ended_words(self.outcome, self.way, self.cancelled_by) if self.done_at else ""


@dataclass(frozen=True)
class CalendarEntry:
    """One task or agreement on its day."""

    title: str
    url: str
    icon: str
    clock: str
    meta: str
    #: "Gjort", "Borgeren kom ikke" …: it is over.
    ended: str
    #: The day on which it should have been done, where that is gone.
    late: str
    #: Before eight or after six.
    #: "Ydertid: efter kl. 16", or nothing.
    edge: str


@dataclass(frozen=True)
class Day:
    on: date
    title: str
    url: str
    new_url: str
    is_today: bool
    is_weekend: bool
    away: str
    entries: list[CalendarEntry] = field(default_factory=list)


def monday_of(text: str, today: date) -> date:
    """Monday of "2026-W48"; of today's week for anything that is none."""
    if found := _WEEK.match(text):
        try:
            return date.fromisocalendar(int(found[1]), int(found[2]), 1)
        except ValueError:
            pass
    return today - timedelta(days=today.weekday())


def week_key(day: date) -> str:
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def week_words(monday: date) -> str:
    """ "Uge 48 · 23. november – 29. november 2026"."""
    sunday = monday + timedelta(days=6)
    days = {"first": short_day(monday, sunday), "last": short_day(sunday, sunday), "year": sunday.year}
    return _("Uge %(week)s · %(first)s – %(last)s %(year)s") % {"week": monday.isocalendar()[1], **days}


def rows_between(tasks: QuerySet, first: date, last: date, today: date) -> list[Row]:
    """What is due on the days from `first` to `last`, done or not; where today is one of them, what is late too.

    One query.
    """
    due = Q(due_on__gte=first, due_on__lte=last)
    if first <= today <= last:
        due |= Q(due_on__lt=today, done_at=None)
    return [
        Row(*row)
        for row in tasks.filter(due)
        .order_by("due_on", "pk")
        .values_list(*COLUMNS, "done_at", "outcome", "appointment__cancelled_by")[:LIMIT]
    ]


def away_between(user: User, first: date, last: date) -> dict[date, list[str]]:
    """Who of the unit is away on which day. One query."""
    away = Absence.objects.visible_to(user).filter(unit_id=user.membership.unit_id, from_on__lte=last, to_on__gte=first)
    names: dict[date, list[str]] = defaultdict(list)
    for who, from_on, to_on in away.order_by("user__name").values_list("user__name", "from_on", "to_on"):
        day = max(from_on, first)
        while day <= min(to_on, last):
            names[day].append(who)
            day += timedelta(days=1)
    return names


def days_of(
    rows: Iterable[Row],
    first: date,
    number: int,
    today: date,
    *,
    label: Callable[[UUID], str],
    away: dict[date, list[str]],
    whose: str,
    owner: bool,
) -> list[Day]:
    """`number` days from `first`, agreements by the clock first. `owner`: each entry says whose it is."""
    by_day: dict[date, list[Row]] = defaultdict(list)
    for row in rows:
        late = row.done_at is None and row.due_on < today
        by_day[today if late and first <= today else row.due_on].append(row)
    dates = [first + timedelta(days=distance) for distance in range(number)]
    return [
        Day(
            on=day,
            title=f"{date_format(day, 'l')} {date_format(day, 'j')}.".capitalize(),
            url=f"{reverse('cases:day')}?dag={day.isoformat()}&hvem={whose}",
            new_url=f"{reverse('cases:task_new')}?dag={day.isoformat()}" if day >= today else "",
            is_today=day == today,
            is_weekend=day.weekday() >= 5,
            away=_("Væk: %(names)s") % {"names": ", ".join(away[day])} if away.get(day) else "",
            entries=[_entry(row, label, today, owner) for row in sorted(by_day.get(day, []), key=_order(today))],
        )
        for day in dates
    ]


def _order(today: date) -> Callable[[Row], tuple]:
    """Late ones first, then by the clock, then what has no time."""
    return lambda row: (
        not (row.done_at is None and row.due_on < today),
        row.due_at is None,
        row.due_at or time.min,
        row.due_on,
        row.id,
    )


def _entry(row: Row, label: Callable[[UUID], str], today: date, owner: bool) -> CalendarEntry:
    late = row.done_at is None and row.due_on < today
    who = label(row.citizen_id) if row.citizen_id else ""
    return CalendarEntry(
        title=row.title,
        url=reverse("cases:task", args=[row.id]),
        icon="calendar" if row.kind == Task.Kind.AGREEMENT else "task",
        clock=at_clock(row.due_at),
        meta=" · ".join(part for part in (who, row.talk, row.place or "", row.owner if owner else "") if part),
        ended=row.ended,
        late=_("Skulle være gjort %(day)s") % {"day": short_day(row.due_on, today)} if late else "",
        edge=edge_words(row.due_on.isoweekday(), row.due_at, None) if row.due_at else "",
    )
