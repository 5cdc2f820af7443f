"""What the writer of a contact most likely means: whom, where and how they met people lately. One query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from cases.models import Contact
from directory.models import Place

#: So many of one's own latest contacts say what is usual.
LOOKED_AT = 60
CITIZENS = 12
PLACES = 6
#: Who wrote a contact so recently is most likely still at the same place.
STILL_THERE = timedelta(hours=3)

#: The way that follows from the kind of place, until the writer says otherwise.
WAY_AT: dict[str, str] = {
    Place.Kind.STREET: Contact.Way.STREET,
    Place.Kind.PARK: Contact.Way.STREET,
    Place.Kind.DROP_IN_CENTRE: Contact.Way.DROP_IN,
    Place.Kind.SHELTER: Contact.Way.SHELTER,
    Place.Kind.CONSUMPTION_ROOM: Contact.Way.DROP_IN,
    Place.Kind.HOUSING_AREA: Contact.Way.STREET,
    Place.Kind.HOME: Contact.Way.HOME,
    Place.Kind.HALL_OF_RESIDENCE: Contact.Way.HOME,
    Place.Kind.HOSPITAL: Contact.Way.HOSPITAL,
    Place.Kind.PSYCHIATRY: Contact.Way.PSYCHIATRY,
    Place.Kind.CENTRE: Contact.Way.CENTRE,
}


def way_at(place: Place | None) -> str:
    """The usual way of meeting somebody at `place`; the street where nothing is known."""
    if place is None:
        return Contact.Way.STREET
    return WAY_AT.get(place.kind, Contact.Way.OTHER)


@dataclass(frozen=True)
class Habits:
    """Ids, most recent first. `here` is the place of a contact written within the last hours, or None."""

    citizens: list[UUID]
    places: list[UUID]
    way: str
    here: UUID | None


def habits_of(user: User) -> Habits:
    """From the user's own latest contacts. Ids only: whoever shows them asks the policy first."""
    rows = list(
        Contact.objects.filter(author=user, organisation_id=user.membership.organisation_id)
        .order_by("-at", "-pk")
        .values_list("citizen_id", "place_id", "way", "at")[:LOOKED_AT]
    )
    citizens = list(dict.fromkeys(citizen for citizen, _place, _way, _at in rows if citizen))[:CITIZENS]
    places = list(dict.fromkeys(place for _citizen, place, _way, _at in rows if place))[:PLACES]
    if not rows:
        return Habits([], [], Contact.Way.STREET, None)
    _citizen, place, way, at = rows[0]
    return Habits(citizens, places, way, place if at > timezone.now() - STILL_THERE else None)
