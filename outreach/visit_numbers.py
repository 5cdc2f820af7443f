"""Visits in numbers, week by week, of the unit: never of a worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.dates import short_day
from cases.edge_hours import edge_words
from outreach.models.visit import minutes_of

WEEKS = 12


@dataclass
class Week:
    monday: date
    visits: int = 0
    nobody: int = 0
    edge: int = 0
    met: int = 0
    cards: int = 0
    minutes: int = 0
    called_off: int = 0

    @property
    def cells(self) -> list[str]:
        title = _("Uge %(week)s, fra %(day)s") % {"week": self.monday.isocalendar()[1], "day": short_day(self.monday)}
        counted = (self.visits, self.nobody, self.edge, self.met, self.cards, self.minutes, self.called_off)
        return [title, *map(str, counted)]


def weeks_of(visits: QuerySet, today: date) -> list[Week]:
    """The last twelve weeks, this one first; weeks without visits too. One query."""
    monday = today - timedelta(days=today.weekday())
    weeks = {day: Week(day) for day in (monday - timedelta(weeks=number) for number in range(WEEKS))}
    columns = ("day", "out_at", "back_at", "own_minutes", "met", "cards", "cancelled_at", "planned_from", "planned_to")
    rows = visits.filter(day__gte=min(weeks), day__lte=today).values_list(*columns)
    for day, out_at, back_at, own, met, cards, cancelled_at, *planned in rows:
        week = weeks[day - timedelta(days=day.weekday())]
        if cancelled_at:
            week.called_off += 1
        elif back_at:
            week.visits += 1
            week.nobody += met == 0
            week.edge += _at_the_edge(out_at, back_at, *planned)
            week.met += met
            week.cards += cards
            week.minutes += minutes_of(own, out_at, back_at) or 0
    return list(weeks.values())


def _at_the_edge(out_at: datetime, back_at: datetime, planned_from: time | None, planned_to: time | None) -> bool:
    """By the plan: who comes back five minutes late has not worked in the evening."""
    out, back = timezone.localtime(out_at), timezone.localtime(back_at)
    return edge_words(out.isoweekday(), planned_from or out.time(), planned_to or back.time()) != ""
