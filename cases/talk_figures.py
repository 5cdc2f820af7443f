"""What talks near and far amount to (S0): the figures, out of plain rows, so that each can be counted by hand.

Every figure carries its N. What is a share of fewer than five is not told as one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import fmean, median
from uuid import UUID

from cases.models import Appointment, Task
from cases.ways import Mode, is_remote, mode_of

#: Fewer than this are not told as a share, a median or an average.
FEWEST = 5
#: Rarer than every 14 days is sporadic contact (S2 p. 27).
LONG_GAP = 14


@dataclass(frozen=True)
class Planned:
    """A planned talk whose day has come."""

    citizen_id: UUID
    case_id: UUID | None
    day: date
    way: str
    outcome: str = ""
    cancelled_by: str = ""
    wished_way: str = ""
    away: bool = False
    hard: bool = False
    benefit: str = ""
    #: A contact tells of it.
    written: bool = True

    @property
    def held(self) -> bool:
        return self.outcome == Task.Outcome.DONE

    @property
    def missed(self) -> bool:
        return self.outcome == Task.Outcome.MISSED

    @property
    def called_off(self) -> bool:
        """*Afbud*: by the citizen."""
        return self.outcome == Task.Outcome.CANCELLED and self.cancelled_by == Appointment.CancelledBy.CITIZEN

    @property
    def counts(self) -> bool:
        """What the unit called off itself, and what nobody has said the outcome of, says nothing about the citizen."""
        return self.held or self.missed or self.called_off


@dataclass(frozen=True)
class Spoken:
    """A contact in which one talked together."""

    citizen_id: UUID
    author_id: UUID
    day: date
    way: str
    minutes: int | None
    #: The same for several citizens met in one go: the minutes count once.
    occasion: UUID


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    number: int

    @property
    def percent(self) -> float | None:
        return 100 * self.part / self.number if self.number >= FEWEST else None


@dataclass(frozen=True)
class Middle:
    """A median or an average of `number` values; None of fewer than five."""

    value: float | None
    number: int


def median_of(values: Sequence[float]) -> Middle:
    return Middle(median(values) if len(values) >= FEWEST else None, len(values))


def mean_of(values: Sequence[float]) -> Middle:
    return Middle(fmean(values) if len(values) >= FEWEST else None, len(values))


@dataclass
class Outcomes:
    """How planned talks went. `number`: held, missed and called off by the citizen."""

    held: int = 0
    missed: int = 0
    called_off: int = 0
    by_us: int = 0
    untold: int = 0

    @property
    def number(self) -> int:
        return self.held + self.missed + self.called_off

    @property
    def share_missed(self) -> Share:
        return Share(self.missed, self.number)

    @property
    def share_called_off(self) -> Share:
        return Share(self.called_off, self.number)

    @property
    def share_lost(self) -> Share:
        return Share(self.missed + self.called_off, self.number)

    def take(self, row: Planned) -> None:
        if row.held:
            self.held += 1
        elif row.missed:
            self.missed += 1
        elif row.called_off:
            self.called_off += 1
        elif row.outcome:
            self.by_us += 1
        else:
            self.untold += 1


def outcomes(planned: Iterable[Planned]) -> Outcomes:
    found = Outcomes()
    for row in planned:
        found.take(row)
    return found


def outcomes_by_mode(planned: Iterable[Planned]) -> dict[Mode, Outcomes]:
    """By the planned way: whoever did not come came in no other."""
    found = {mode: Outcomes() for mode in Mode}
    for row in planned:
        found[mode_of(row.way)].take(row)
    return found


@dataclass(frozen=True)
class Stretch:
    """Days from and to which something lasted; None: still."""

    first: date
    last: date | None

    def holds(self, since: date, until: date) -> bool:
        return self.first <= since and (self.last is None or until <= self.last)

    def touches(self, since: date, until: date) -> bool:
        """Whether it lasted on a day between the two."""
        return self.first < until and (self.last is None or self.last > since)


@dataclass(frozen=True)
class Gap:
    """Days between two talks of one citizen that follow one another."""

    citizen_id: UUID
    since: date
    until: date
    #: Who talked with the citizen at the end of it.
    author_id: UUID

    @property
    def days(self) -> int:
        return (self.until - self.since).days


@dataclass
class Courses:
    """When the citizens had an open course, and when it rested."""

    open: dict[UUID, list[Stretch]] = field(default_factory=lambda: defaultdict(list))
    paused: dict[UUID, list[Stretch]] = field(default_factory=lambda: defaultdict(list))

    def go_on(self, citizen_id: UUID, since: date, until: date) -> bool:
        """Whether one and the same course was open all the time, and none rested meanwhile."""
        open_ones, pauses = self.open.get(citizen_id, ()), self.paused.get(citizen_id, ())
        return any(one.holds(since, until) for one in open_ones) and not any(
            one.touches(since, until) for one in pauses
        )


def gaps(spoken: Iterable[Spoken], before: dict[UUID, date], courses: Courses) -> list[Gap]:
    """Between days with a talk. `before`: each citizen's last talk before the period, where the first gap begins.

    Two talks on one day are one day. A gap counts where it ends.
    """
    days: dict[UUID, dict[date, UUID]] = defaultdict(dict)
    for row in sorted(spoken, key=lambda row: (row.day, row.occasion)):
        days[row.citizen_id].setdefault(row.day, row.author_id)
    return [gap for citizen_id, talked in days.items() for gap in _gaps(citizen_id, talked, before, courses)]


def _gaps(citizen_id: UUID, talked: dict[date, UUID], before: dict[UUID, date], courses: Courses) -> Iterator[Gap]:
    since = before.get(citizen_id)
    for day, author_id in talked.items():
        if since is not None and courses.go_on(citizen_id, since, day):
            yield Gap(citizen_id, since, day, author_id)
        since = day


def share_long(found: Sequence[Gap]) -> Share:
    return Share(sum(gap.days > LONG_GAP for gap in found), len(found))


@dataclass(frozen=True)
class Month:
    first: date
    #: Talks by mode.
    modes: dict[Mode, int]
    citizens: int

    @property
    def number(self) -> int:
        return sum(self.modes.values())


def months(spoken: Iterable[Spoken], first: date, last: date) -> list[Month]:
    """Every month of the period, also one without a talk. A talk with two citizens at once is two."""
    rows: dict[date, list[Spoken]] = {month: [] for month in months_between(first, last)}
    for row in spoken:
        rows[row.day.replace(day=1)].append(row)
    return [Month(month, _by_mode(found), len({row.citizen_id for row in found})) for month, found in rows.items()]


def _by_mode(rows: Iterable[Spoken]) -> dict[Mode, int]:
    tally = Counter(mode_of(row.way) for row in rows)
    return {mode: tally[mode] for mode in Mode}


def months_between(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)


def minutes_by_mode(spoken: Iterable[Spoken]) -> dict[Mode, Middle]:
    """The average of those talks of which somebody wrote the minutes; a talk with several at once is one here."""
    found: dict[Mode, dict[UUID, int]] = {mode: {} for mode in Mode}
    for row in spoken:
        if row.minutes:
            found[mode_of(row.way)][row.occasion] = row.minutes
    return {mode: mean_of(list(told.values())) for mode, told in found.items()}


@dataclass
class Side:
    """Before, or after, the change: how talks were kept, and the days between them."""

    planned: Outcomes = field(default_factory=Outcomes)
    days: list[int] = field(default_factory=list)

    @property
    def middle(self) -> Middle:
        return median_of(self.days)


@dataclass
class Change:
    """All courses that went over to the other kind of way."""

    to_remote: bool
    courses: int = 0
    before: Side = field(default_factory=Side)
    after: Side = field(default_factory=Side)


def changes(planned: Iterable[Planned], found: Iterable[Gap]) -> list[Change]:
    """Courses that went from meeting to telephone or video, and those that went the other way.

    A course is counted once, by its first change in the period; *after* is everything from that talk on. A gap that
    reaches across the change belongs to neither side.
    """
    by_case: dict[UUID, list[Planned]] = defaultdict(list)
    for row in sorted(planned, key=lambda row: row.day):
        if row.case_id and row.counts:
            by_case[row.case_id].append(row)
    by_citizen: dict[UUID, list[Gap]] = defaultdict(list)
    for gap in found:
        by_citizen[gap.citizen_id].append(gap)
    both = {to_remote: Change(to_remote) for to_remote in (True, False)}
    for rows in by_case.values():
        begun = is_remote(rows[0].way)
        turned = next((row.day for row in rows if is_remote(row.way) != begun), None)
        if turned is not None:
            _add(both[not begun], rows, by_citizen[rows[0].citizen_id], turned)
    return list(both.values())


def _add(change: Change, rows: Sequence[Planned], found: Iterable[Gap], turned: date) -> None:
    change.courses += 1
    at = bisect_left(rows, turned, key=lambda row: row.day)
    for row in rows[:at]:
        change.before.planned.take(row)
    for row in rows[at:]:
        change.after.planned.take(row)
    for gap in found:
        if gap.until < turned:
            change.before.days.append(gap.days)
        elif gap.since >= turned:
            change.after.days.append(gap.days)


@dataclass
class Fit:
    """Whether a way suits those whom one talks with in it."""

    wished: int = 0
    as_wished: int = 0
    benefits: Counter[str] = field(default_factory=Counter)
    away: Outcomes = field(default_factory=Outcomes)
    hard: Outcomes = field(default_factory=Outcomes)

    @property
    def share_as_wished(self) -> Share:
        return Share(self.as_wished, self.wished)


def fit_by_mode(planned: Iterable[Planned]) -> dict[Mode, Fit]:
    found = {mode: Fit() for mode in Mode}
    for row in planned:
        mode = mode_of(row.way)
        fit = found[mode]
        if row.wished_way:
            fit.wished += 1
            fit.as_wished += mode_of(row.wished_way) == mode
        if row.benefit:
            fit.benefits[row.benefit] += 1
        if row.away:
            fit.away.take(row)
        if row.hard:
            fit.hard.take(row)
    return found
