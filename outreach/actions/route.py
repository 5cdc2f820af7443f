"""A route is planned, changed, and stopped by its last day; its visits stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from directory.models import Partner, Place
from outreach.models import Route, RoutePartner, RouteStop
from outreach.visit_crew import set_workers

#: The places in order, each with the time at which one comes there, if it has one.
Stops = Sequence[tuple[Place, time | None]]


@action
def plan_route(
    *,
    route: Route,
    name: str,
    weekday: int,
    from_at: time,
    to_at: time,
    stops: Stops,
    workers: Iterable[User],
    by: User,
    partners: Sequence[Partner] = (),
    told: str = "",
    told_on: date | None = None,
    note: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
) -> Route:
    """`route`, a new one of its unit or one there is, as it is from now on; what it was stands in its history.

    `partners` were told of it; `told`: who else, and what was said. Raises ValidationError by field.
    """
    route.name, route.weekday, route.from_at, route.to_at = " ".join(name.split()), weekday, from_at, to_at
    route.told, route.told_on, route.note, route.to_on = " ".join(told.split()), told_on, note.strip(), to_on
    route.from_on = from_on or route.from_on
    if to_at <= from_at:
        raise ValidationError({"to_at": _("Ruten slutter, før den begynder. Går den over midnat, så lav to ruter.")})
    if told_on and not route.told and not partners:
        raise ValidationError({"told": _("Vælg eller skriv, hvem der har fået det at vide.")})
    if to_on and to_on < route.from_on:
        raise ValidationError({"to_on": _("Sidste dag ligger før den første.")})
    route.clean_fields(exclude=["organisation", "shared_with", "unit"])
    route.save()
    _set_stops(route, stops)
    set_workers(route.workers, workers)
    RoutePartner.objects.set_partners(partners, route=route)
    return route


def _set_stops(route: Route, stops: Stops) -> None:
    if len({place.pk for place, _at in stops}) < len(stops):
        raise ValidationError({"stops": _("Det samme sted står to gange på ruten.")})
    known = {stop.place_id: stop for stop in route.stops.all()}
    for position, (place, at) in enumerate(stops, start=1):
        stop = known.pop(place.pk, None) or RouteStop(route=route, place=place)
        stop.position, stop.at = position, at
        stop.save()
    for stop in known.values():
        stop.delete()
