"""When somebody can come: what the unit's workers offer week by week, less what they have already."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from accounts.holders import holders_of
from accounts.models import Unit
from accounts.policy import Can
from cases.models import Absence, Task
from intake.closed_days import is_closed
from intake.models import Availability
from outreach.models.visit import VisitWorker

#: Tomorrow is the first day; this many days can be chosen from.
AHEAD = 14
#: Minutes of an agreement of which nobody said how long.
USUAL_MINUTES = 45

Span = tuple[datetime, datetime]


@dataclass
class Slot:
    """One time at one place, and whose it can be: several may have the same."""

    at: datetime
    place_id: UUID
    place: str
    offers: list[Availability] = field(default_factory=list)

    @property
    def key(self) -> str:
        """As the form sends it: names a time and a place, nobody."""
        return f"{self.at:%Y-%m-%dT%H:%M}_{self.place_id}"


@dataclass
class Booked:
    """What workers have on those days."""

    spans: dict[UUID, list[Span]] = field(default_factory=lambda: defaultdict(list))
    away: dict[UUID, list[tuple[date, date]]] = field(default_factory=lambda: defaultdict(list))
    #: Agreements each has in all: whoever has fewest is asked first.
    load: Counter[UUID] = field(default_factory=Counter)

    def is_free(self, user_id: UUID, at: datetime, minutes: int) -> bool:
        end, day = at + timedelta(minutes=minutes), at.date()
        if any(first <= day <= last for first, last in self.away.get(user_id, ())):
            return False
        return not any(start < end and at < stop for start, stop in self.spans.get(user_id, ()))


def free_slots(unit: Unit, now: datetime | None = None) -> list[Slot]:
    """By time, then by place; in each the least booked worker first. Five queries, however much there is."""
    today = timezone.localdate(now)
    first, last = today + timedelta(days=1), today + timedelta(days=AHEAD)
    here = holders_of(Can.OFFER_TIMES, unit.pk).order_by().values("pk")
    rows = Availability.objects.filter(unit=unit, user__in=here, place__closed_on=None).between(first, last)
    offers = list(rows.select_related("user", "place").order_by("pk"))
    if not offers:
        return []
    booked = booked_between({row.user_id for row in offers}, first, last)
    found: dict[tuple[datetime, str, UUID], Slot] = {}
    for offer, at in _offered(offers, first, last):
        if booked.is_free(offer.user_id, at, offer.minutes):
            slot = Slot(at, offer.place_id, offer.place.name)
            found.setdefault((at, slot.place, slot.place_id), slot).offers.append(offer)
    slots = [found[key] for key in sorted(found)]
    for slot in slots:
        slot.offers.sort(key=lambda offer: (booked.load[offer.user_id], offer.user.name, offer.pk))
    return slots


def _offered(offers: list[Availability], first: date, last: date) -> Iterator[tuple[Availability, datetime]]:
    for distance in range((last - first).days + 1):
        day = first + timedelta(days=distance)
        if not is_closed(day):
            yield from ((offer, at) for offer in offers for at in offer.starts(day))


def booked_between(users: set[UUID], first: date, last: date) -> Booked:
    """What these workers have: agreements by the clock, planned visits, absences. Three queries."""
    booked = Booked()
    tasks = Task.objects.open().filter(owner__in=users, due_on__range=(first, last), due_at__isnull=False)
    for user_id, day, at, minutes in tasks.values_list("owner_id", "due_on", "due_at", "appointment__minutes"):
        booked.spans[user_id].append(_span(day, at or time(), minutes or USUAL_MINUTES))
        booked.load[user_id] += 1
    planned = {"visit__day__range": (first, last), "visit__planned_from__isnull": False, "visit__cancelled_at": None}
    visits = VisitWorker.objects.filter(user__in=users, **planned)
    for user_id, day, at, until in visits.values_list(
        "user_id", "visit__day", "visit__planned_from", "visit__planned_to"
    ):
        start, end = _span(day, at or time(), USUAL_MINUTES)
        booked.spans[user_id].append((start, datetime.combine(day, until) if until else end))
    absences = Absence.objects.not_over(first).filter(user__in=users, from_on__lte=last)
    for user_id, from_on, to_on in absences.values_list("user_id", "from_on", "to_on"):
        booked.away[user_id].append((from_on, to_on))
    return booked


def _span(day: date, at: time, minutes: int) -> Span:
    start = datetime.combine(day, at)
    return start, start + timedelta(minutes=minutes)
