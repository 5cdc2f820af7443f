"""One's own agreements as a calendar file (RFC 5545), for a telephone that may lie open on a table.

It says when, how and where, and nothing that tells with whom or about what: no name, no reference, no words of the
agreement, and no place that is somebody's home.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from cases.models import Contact, Task
from cases.ways import Way
from directory.models import Place

#: Days back, so that what was called off yesterday goes from the telephone too, and days ahead.
BEHIND, AHEAD = 14, 366
#: Minutes of an agreement of which nobody said how long.
USUAL_MINUTES = 30
#: More than anybody has.
LIMIT = 1000

_COLUMNS = (
    "pk", "due_on", "due_at", "place__name", "place__kind", "outcome", "appointment__way", "appointment__minutes",
)  # fmt: skip


@dataclass(frozen=True)
class FeedRow:
    id: UUID
    due_on: date
    due_at: time | None
    place: str | None
    place_kind: str | None
    outcome: str
    way: str | None
    minutes: int | None

    @property
    def title(self) -> str:
        """ "Aftale · Telefon"."""
        return f"{_('Aftale')} · {Way(self.way).label}" if self.way else _("Aftale")

    @property
    def location(self) -> str:
        at_home = self.place_kind == Place.Kind.HOME or self.way == Contact.Way.HOME
        return "" if at_home else self.place or ""


def feed_rows(tasks: QuerySet, today: date) -> list[FeedRow]:
    """The agreements of a queryset of tasks in the days a telephone is interested in. One query."""
    first, last = today - timedelta(days=BEHIND), today + timedelta(days=AHEAD)
    found = tasks.filter(kind=Task.Kind.AGREEMENT, due_on__range=(first, last)).order_by("due_on", "pk")
    return [FeedRow(*row) for row in found.values_list(*_COLUMNS)[:LIMIT]]


def calendar_file(rows: Iterable[FeedRow], now: datetime) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Brobyg//Kalender//DA")
    calendar.add("version", "2.0")
    calendar.add("name", _("Aftaler"))
    calendar.add("x-wr-calname", _("Aftaler"))
    calendar.add("refresh-interval", timedelta(hours=1))
    calendar.add_component(_zone(now.year))
    for event in _events(rows, now):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(rows: Iterable[FeedRow], now: datetime) -> Iterator[Event]:
    for row in rows:
        event = Event()
        event.add("uid", f"{row.id}@brobyg")
        event.add("dtstamp", now)
        event.add("summary", row.title)
        if row.location:
            event.add("location", row.location)
        if row.due_at is None:
            event.add("dtstart", row.due_on)
            event.add("transp", "TRANSPARENT")
        else:
            event.add("dtstart", _moment(row.due_on, row.due_at))
            # A duration is real minutes, also in the night when the clock is changed.
            event.add("duration", timedelta(minutes=row.minutes or USUAL_MINUTES))
        if row.outcome == Task.Outcome.CANCELLED:
            event.add("status", "CANCELLED")
        event.add("class", "PRIVATE")
        yield event


def _moment(day: date, clock: time) -> datetime:
    """By Danish clocks. The hour that is left out in spring becomes the one after it."""
    zone = timezone.get_default_timezone()
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC).astimezone(zone)


@lru_cache(maxsize=4)
def _zone(year: int) -> Timezone:
    """The rules of the clock around these years: some telephones trust a file only with them in it."""
    return Timezone.from_tzid(settings.TIME_ZONE, first_date=date(year - 2, 1, 1), last_date=date(year + 3, 1, 1))
