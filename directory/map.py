"""Where the places are, as numbered points: the numbers stand in the list beside the map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from accounts.models import User
from directory.models import Place
from directory.places import PlaceLine


@dataclass(frozen=True)
class Point:
    """One point of the map. Degrees as text with a point: a template would write a comma."""

    label: str
    url: str
    latitude: str
    longitude: str
    number: int | None = None
    line: PlaceLine | None = None


def map_settings() -> dict[str, str]:
    """What the map's element must know of the pictures below the points."""
    return {"tiles": settings.MAP_TILES, "credit": settings.MAP_CREDIT}


def numbered(lines: Iterable[PlaceLine]) -> tuple[list[Point], list[PlaceLine]]:
    """The lines that are on the map, numbered in their order, and those that are not."""
    points: list[Point] = []
    elsewhere = []
    for line in lines:
        if line.latitude is None or line.longitude is None:
            elsewhere.append(line)
        else:
            where = (str(line.latitude), str(line.longitude))
            points.append(Point(line.name, line.url, *where, len(points) + 1, line))
    return points, elsewhere


def neighbours(user: User, *, without: UUID | None = None) -> list[Point]:
    """The unit's other places, to find one's way by when a place is put on the map. One query."""
    rows = Place.objects.visible_to(user).in_use().filter(latitude__isnull=False).exclude(pk=without)
    columns = rows.order_by("name").values_list("name", "latitude", "longitude")
    return [Point(name, "", str(latitude), str(longitude)) for name, latitude, longitude in columns]
