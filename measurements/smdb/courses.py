"""Treatments of one person, and which of them the statistics count as one: ten days or fewer in between (W34)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

#: Days from an end to the next beginning within which two are one.
SAME_WITHIN = timedelta(days=10)


@dataclass(frozen=True)
class Way:
    """One enrolment."""

    id: UUID
    enrolled_on: date
    offer: str
    therapist: str
    medical_asked_on: date | None
    substitution_on: date | None


@dataclass(frozen=True)
class Treatment:
    """A period of a course in which the citizen was enrolled. `reason`: why it was closed; empty while it is open."""

    case_id: UUID
    period_id: UUID
    ways: tuple[Way, ...]
    ended_on: date | None
    reason: str
    outcome: str

    @property
    def started_on(self) -> date:
        return min(way.enrolled_on for way in self.ways)


@dataclass(frozen=True)
class Joined:
    """Treatments that are reported as one, the first first."""

    treatments: tuple[Treatment, ...]

    @property
    def started_on(self) -> date:
        return self.treatments[0].started_on

    @property
    def last(self) -> Treatment:
        """The one that says how it ended: an open one before all, else the one that ended last."""
        return max(self.treatments, key=lambda one: (one.ended_on is None, one.ended_on or date.max, one.started_on))

    @property
    def ended_on(self) -> date | None:
        return self.last.ended_on

    @property
    def ways(self) -> list[Way]:
        return sorted((way for one in self.treatments for way in one.ways), key=lambda way: (way.enrolled_on, way.id))

    def may_go_on(self, today: date) -> bool:
        """Whether a beginning in these days would still belong to it."""
        return self.ended_on is not None and today <= self.ended_on + SAME_WITHIN


def joined(treatments: Iterable[Treatment]) -> list[Joined]:
    """Of one person, by their beginning."""
    groups: list[list[Treatment]] = []
    # An open one never ends: whatever begins later belongs to it.
    end: date | None = date.min
    for one in sorted(treatments, key=lambda one: (one.started_on, one.period_id)):
        if groups and (end is None or one.started_on - end <= SAME_WITHIN):
            groups[-1].append(one)
            end = None if end is None or one.ended_on is None else max(end, one.ended_on)
        else:
            groups.append([one])
            end = one.ended_on
    return [Joined(tuple(group)) for group in groups]
