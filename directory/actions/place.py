"""Places: added on the way, corrected, gone through again, taken out of use; never deleted: contacts point at them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from audit.writing import action
from directory.models import STAYS, Partner, Place, PlacePartner, PlaceReview, place_key


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """What the geographic mapping says of a place. `stays`: names of the fields in `STAYS` that hold."""

    stays: Iterable[str] = ()
    zone: str = ""
    priority: int | None = None
    partners: Iterable[Partner] = ()
    next_review_on: date | None = None
    reviewer: User | None = None
    latitude: float | None = None
    longitude: float | None = None


@action
def add_place(
    *,
    unit: Unit,
    name: str,
    kind: str,
    area: str = "",
    description: str = "",
    mapping: Mapping | None = None,
    by: User,
) -> Place:
    """The place of that name and area in the unit; an existing one is returned as it is."""
    name, area = " ".join(name.split()), " ".join(area.split())
    # Compared in Python: SQLite's own case folding knows no æøå.
    alike = Place.objects.filter(unit=unit, search_key=place_key(name, area))
    for known in alike:
        if (known.name.casefold(), known.area.casefold()) == (name.casefold(), area.casefold()):
            return known
    place = Place(unit=unit, name=name, kind=kind, area=area, description=description)
    _save(place, mapping)
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
    mapping: Mapping | None = None,
    by: User,
    reason: str = "",
) -> Place:
    """Without a `mapping` what the mapping said stays."""
    place.name, place.area = " ".join(name.split()), " ".join(area.split())
    place.kind, place.description, place.closed_on = kind, description, closed_on
    _save(place, mapping)
    return place


@action
def review_place(
    *,
    place: Place,
    reviewed_on: date,
    changes: str,
    next_review_on: date | None,
    reviewer: User | None,
    by: User,
) -> PlaceReview:
    """The place was gone through; `reviewer` does it again on `next_review_on`. Raises ValidationError by field."""
    if reviewed_on > timezone.localdate():
        raise ValidationError({"reviewed_on": _("Dagen ligger i fremtiden.")})
    if next_review_on and next_review_on <= reviewed_on:
        raise ValidationError({"next_review_on": _("Vælg en dag efter denne gennemgang.")})
    review = PlaceReview(place=place, reviewed_on=reviewed_on, changes=changes.strip(), reviewed_by=by)
    review.clean_fields(exclude=["organisation", "place", "reviewed_by"])
    review.save()
    place.next_review_on, place.reviewer = next_review_on, reviewer
    place.save()
    return review


def _save(place: Place, mapping: Mapping | None) -> None:
    if mapping:
        for name in STAYS:
            setattr(place, name, name in mapping.stays)
        place.zone, place.priority = mapping.zone, mapping.priority
        place.next_review_on, place.reviewer = mapping.next_review_on, mapping.reviewer
        place.latitude, place.longitude = mapping.latitude, mapping.longitude
    place.full_clean(exclude=["organisation", "search_key"])
    place.save()
    if mapping:
        PlacePartner.objects.set_partners(mapping.partners, place=place)
