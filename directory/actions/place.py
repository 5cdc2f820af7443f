"""Places: added on the way, corrected, taken out of use; never deleted, because contacts point at them."""

from __future__ import annotations

from datetime import date

from accounts.models import Unit, User
from audit.writing import action
from directory.models import Place, place_key


@action
def add_place(*, unit: Unit, name: str, kind: str, area: str = "", description: str = "", by: User) -> Place:
    """The place of that name and area in the unit; an existing one is returned as it is."""
    name, area = " ".join(name.split()), " ".join(area.split())
    # Compared in Python: SQLite's own case folding knows no æøå.
    alike = Place.objects.filter(unit=unit, search_key=place_key(name, area))
    for known in alike:
        if (known.name.casefold(), known.area.casefold()) == (name.casefold(), area.casefold()):
            return known
    place = Place(unit=unit, name=name, kind=kind, area=area, description=description)
    place.full_clean(exclude=["organisation", "search_key"])
    place.save()
    return place


@action
def edit_place(
    *,
    place: Place,
    name: str,
    kind: str,
    area: str,
    description: str,
    closed_on: date | None,
    by: User,
    reason: str = "",
) -> Place:
    place.name, place.area = " ".join(name.split()), " ".join(area.split())
    place.kind, place.description, place.closed_on = kind, description, closed_on
    place.full_clean(exclude=["organisation", "search_key"])
    place.save()
    return place
