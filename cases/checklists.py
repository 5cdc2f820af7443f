"""Which wording of a step's checklist holds for one go at the step, and what is ticked.

A go that has ticks keeps the version they were made on; one without ticks follows the newest version until it ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from cases.dates import short_day
from cases.models import ChecklistItem, ChecklistTick, ChecklistVersion
from cases.pathway import Step
from cases.progress import Run


@dataclass(frozen=True)
class Point:
    id: UUID | None
    text: str
    ticked: bool = False
    #: Who ticked it, and which day.
    by: str = ""
    on: str = ""


@dataclass(frozen=True)
class Checklist:
    """What one sees of a checklist at a step. `is_outdated`: a newer version is used the next time."""

    points: list[Point] = field(default_factory=list)
    number: int = 1
    is_outdated: bool = False

    @property
    def ticked(self) -> int:
        return sum(point.ticked for point in self.points)


def checklist_of(step: Step, run: Run | None, organisation_id: UUID) -> Checklist:
    """Three queries; the declared points where the organisation has no version yet."""
    versions = list(
        ChecklistVersion.objects.filter(organisation_id=organisation_id, step=step.key)
        .order_by("number")
        .values_list("pk", "number", "since")
    )
    if not versions:
        return Checklist([Point(None, str(item.text)) for item in step.checklist])
    ticks = _ticks(run, organisation_id)
    version = next(iter(ticks.values())).version if ticks else _version_at(versions, run.ended_at if run else None)
    items = ChecklistItem.objects.filter(version_id=version).order_by("position").values_list("pk", "text")
    points = [ticks[pk].shown(text) if pk in ticks else Point(pk, text) for pk, text in items]
    number = next(number for pk, number, _since in versions if pk == version)
    return Checklist(points, number, is_outdated=number < versions[-1][1])


def may_tick(run_id: UUID, item: ChecklistItem) -> bool:
    """Whether the point belongs to the version this go is ticked on (the first tick chooses it)."""
    own = ChecklistTick.objects.filter(run_id=run_id, organisation_id=item.organisation_id)
    used = own.values_list("item__version_id", flat=True).first()
    return used is None or used == item.version_id


@dataclass(frozen=True)
class _Tick:
    item: UUID
    version: UUID
    ticked: bool
    by: str
    at: datetime

    def shown(self, text: str) -> Point:
        if not self.ticked:
            return Point(self.item, text)
        return Point(self.item, text, ticked=True, by=self.by, on=short_day(timezone.localdate(self.at)))


def _ticks(run: Run | None, organisation_id: UUID) -> dict[UUID, _Tick]:
    """The organisation's own: a step that two work on is ticked by each on a list of its own."""
    if run is None:
        return {}
    rows = ChecklistTick.objects.filter(run_id=run.id, organisation_id=organisation_id).values_list(
        "item_id", "item__version_id", "ticked", "ticked_by__name", "ticked_at"
    )
    return {row[0]: _Tick(*row) for row in rows}


def _version_at(versions: list[tuple[UUID, int, datetime]], ended_at: datetime | None) -> UUID:
    """The newest version; for a go that has ended, the newest of its time."""
    then = [pk for pk, _number, since in versions if ended_at is None or since <= ended_at]
    return then[-1] if then else versions[0][0]
