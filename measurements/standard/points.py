"""The fifteen points of the quality standard as they hold today, and as they were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from measurements.models import StandardPoint
from measurements.models.standard import POINTS


@dataclass(frozen=True)
class Point:
    """`holds`: the version in force, None where nothing is written; `coming`: one that begins later."""

    number: int
    holds: StandardPoint | None
    coming: StandardPoint | None
    #: The newest first.
    versions: tuple[StandardPoint, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"punkt-{self.number}"

    @property
    def newest(self) -> StandardPoint | None:
        return self.versions[0] if self.versions else None


def points(user: User, today: date) -> list[Point]:
    """All fifteen, written or not. One query."""
    versions: dict[int, list[StandardPoint]] = {}
    for row in StandardPoint.objects.visible_to(user).select_related("written_by").in_order():
        versions.setdefault(row.number, []).append(row)
    return [_point(number, versions.get(number, []), today) for number in range(1, POINTS + 1)]


def _point(number: int, versions: list[StandardPoint], today: date) -> Point:
    """The newest of those that have begun holds; one written later for an earlier day corrects it."""
    holds = next((one for one in versions if one.from_on <= today), None)
    later = versions[: versions.index(holds)] if holds else versions
    return Point(number, holds, later[0] if later else None, tuple(versions))
