"""The geographic mapping as a list: by area, what comes first stands first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from audit.models.history import history_model
from audit.reading import Change, RowKey, changes, labels_of, pointed_at, records_of
from directory.models import STAYS, Place, PlacePartner, PlaceQuerySet, PlaceReview, Priority

_TONES = {Priority.FIRST: "water"}
#: Places nobody has given a priority come after the others.
_UNRANKED = len(Priority) + 1
#: So many changes of a place are shown at its review.
_CHANGES = 20


@dataclass(frozen=True)
class PlaceLine:
    """One place as the list shows it. `badges`: (text, tone, icon)."""

    id: UUID
    name: str
    url: str
    meta: str
    review: str
    badges: list[tuple[str, str, str]] = field(default_factory=list)
    latitude: float | None = None
    longitude: float | None = None
    priority: int | None = None


@dataclass(frozen=True)
class Area:
    name: str
    lines: list[PlaceLine]


def looked_for(
    rows: PlaceQuerySet, *, q: str = "", who: str = "", zone: str = "", due: bool, closed: bool, today: date
) -> PlaceQuerySet:
    """Those of `rows` that fit every filter."""
    if not closed:
        rows = rows.in_use()
    for word in q.casefold().split():
        rows = rows.filter(search_key__contains=word)
    if who in STAYS:
        rows = rows.filter(**{who: True})
    if zone:
        rows = rows.filter(zone=zone)
    return rows.due_for_review(today) if due else rows


def areas_of(rows: PlaceQuerySet, today: date) -> list[Area]:
    """The places by area, the area with the most urgent place first, those without an area last. Two queries."""
    found = list(rows.with_last_review().order_by("pk"))
    partners = _partners_of(found)
    by_area = groupby(sorted(found, key=lambda place: place.area.casefold()), key=lambda place: place.area)
    areas = [(area, sorted(places, key=_urgency)) for area, places in by_area]
    areas.sort(key=lambda entry: (entry[0] == "", entry[1][0].priority or _UNRANKED, entry[0].casefold()))
    return [Area(area, [_line(place, partners, today) for place in places]) for area, places in areas]


def _urgency(place: Place) -> tuple[int, str]:
    return place.priority or _UNRANKED, place.name.casefold()


def _partners_of(places: Iterable[Place]) -> dict[UUID, list[str]]:
    links = PlacePartner.objects.filter(place__in=[place.pk for place in places], partner__closed_on=None)
    names: dict[UUID, list[str]] = {}
    for place_id, name in links.order_by("partner__name").values_list("place_id", "partner__name"):
        names.setdefault(place_id, []).append(name)
    return names


def _line(place: Place, partners: dict[UUID, list[str]], today: date) -> PlaceLine:
    badges = []
    if place.closed_on:
        badges.append((_("Bruges ikke mere"), "", ""))
    elif place.next_review_on and place.next_review_on <= today:
        badges.append((_("Skal gennemgås"), "wait", "clock"))
    if place.priority:
        badges.append((str(Priority(place.priority).label), _TONES.get(Priority(place.priority), ""), ""))
    if place.zone:
        badges.append((str(Place.Zone(place.zone).label), "", ""))
    parts = [str(place.get_kind_display()), ", ".join(place.who_stays), place.description]
    if names := partners.get(place.pk):
        parts.append(", ".join(names))
    return PlaceLine(
        place.pk, place.name, place.get_absolute_url(), " · ".join(part for part in parts if part),
        review_words(place.last_reviewed_on, None if place.closed_on else place.next_review_on),
        badges, place.latitude, place.longitude, place.priority,
    )  # fmt: skip


def review_words(last: date | None, following: date | None) -> str:
    """ "Gennemgået 3. november 2026, igen 3. februar 2027"."""
    words = {"last": date_format(last) if last else "", "following": date_format(following) if following else ""}
    if last and following:
        return _("Gennemgået %(last)s, igen %(following)s") % words
    if last:
        return _("Gennemgået %(last)s") % words
    return _("Gennemgås %(following)s") % words if following else _("Ikke gennemgået endnu")


def changes_since(place: Place, review: PlaceReview | None) -> list[Change]:
    """What was corrected on the place after `review` was written, newest first. At most three queries."""
    if review is None:
        return []
    later = {"history_date__gt": review.written_at}
    models = {0: history_model(Place), 1: history_model(PlacePartner)}
    keys = [
        RowKey(models[number], history_id, kind)
        for number, rows in ((0, {"id": place.pk}), (1, {"place_id": place.pk}))
        for history_id, kind in models[number]
        .objects.filter(**rows, **later)
        .order_by("-history_id")
        .values_list("history_id", "history_type")[:_CHANGES]
    ]
    if not keys:
        return []
    records = records_of(keys)
    # The review's own move of the next day is technical: a change that says nothing.
    told = [change for change in changes(records, labels_of(pointed_at(records))) if change.fields]
    return sorted(told, key=lambda change: change.at, reverse=True)


def reviews_of(place: Place, user: User, limit: int) -> list[PlaceReview]:
    return list(
        PlaceReview.objects.visible_to(user).filter(place=place).latest_first().select_related("reviewed_by")[:limit]
    )
