"""One citizen's two years, and when people who work on the street are out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import Membership
from cases.models import Case, Citizen
from demo.organisations import Stage

#: How often somebody is out on Monday … Sunday, and at which hours.
WEEKDAYS = (7, 12, 12, 11, 8, 1, 1)
HOURS = {9: 5, 10: 9, 11: 9, 12: 6, 13: 8, 14: 8, 15: 5, 16: 3, 19: 3, 20: 2}


@dataclass
class Life:
    """What a story needs at hand. `ends` is None while the course is open."""

    stage: Stage
    citizen: Citizen
    worker: Membership
    begins: datetime
    ends: datetime | None
    case: Case | None = None
    #: Which notes fit: a phase of the pathway, or "guided".
    phase: str = "contact"
    asked: bool = False
    #: Which of the town's citizens of that kind it is.
    number: int = 0
    #: When somebody met the citizen so far.
    met: set[datetime] = field(default_factory=set)

    def at_a_minute_of_its_own(self, at: datetime, latest: datetime) -> datetime:
        """`at`, or near it where somebody else of the team met the citizen in that very minute."""
        life = latest - self.begins
        step = timedelta(days=1) if life > timedelta(days=30) else timedelta(minutes=35)
        if at > self.begins + life / 2:
            step = -step
        while at in self.met:
            at += step
        self.met.add(at)
        return at


def ago(stage: Stage, days: int) -> datetime:
    """That many days ago, at an hour when people are out."""
    return at_work(stage, stage.now - timedelta(days=days))


def at_work(stage: Stage, when: datetime) -> datetime:
    """A moment in the same week as `when`, not later than now, on a likely weekday and hour."""
    random = stage.random
    monday = timezone.localtime(when) - timedelta(days=timezone.localtime(when).weekday())
    day = monday + timedelta(days=random.choices(range(7), weights=WEEKDAYS)[0])
    hour = random.choices(list(HOURS), weights=list(HOURS.values()))[0]
    moment = day.replace(hour=hour, minute=random.randrange(0, 60, 5), second=0, microsecond=0)
    return moment if moment < stage.now else moment - timedelta(days=7)


def this_month(stage: Stage) -> datetime:
    """A moment since the month began, so that a leader's count of the month is never empty."""
    first = timezone.localtime(stage.now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return min(by_day(first + (stage.now - first) * stage.random.uniform(0.2, 0.8)), stage.now)


def by_day(when: datetime) -> datetime:
    """The same day at an hour when people write: nobody begins on a step at night."""
    local = timezone.localtime(when)
    hour = local.hour if 9 <= local.hour < 16 else 9 + local.hour % 7
    return local.replace(hour=hour, minute=local.minute // 5 * 5, second=0, microsecond=0)


def between(stage: Stage, first: datetime, last: datetime) -> datetime:
    return at_work(stage, first + (last - first) * stage.random.random())
