"""The week of routes, Monday to Sunday by the clock: planned presence, and beside it what was really visited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from cases.dates import short_day
from cases.edge_hours import edge_words
from directory.models import Partner
from outreach.models import Route, RoutePartner, RouteStop, RouteWorker, Visit
from outreach.visit_list import VisitRow, span, visit_rows, went

#: How far back the week looks, and the most routes it shows.
WEEKS = 4
LIMIT = 200


@dataclass(frozen=True)
class RouteLine:
    """A route in the week. `lately`: (day, how it went), the newest first."""

    url: str
    name: str
    clock: str
    edge: str
    places: str
    workers: str
    told: str
    holds: str
    is_today: bool
    lately: list[tuple[str, str]]


@dataclass(frozen=True)
class WeekDay:
    title: str
    is_today: bool
    routes: list[RouteLine]


def week_of(routes: QuerySet, now: datetime) -> tuple[list[WeekDay], list[str]]:
    """(seven days, the routes at edge hours in words). Five queries, however many routes."""
    today = timezone.localdate(now)
    rows = list(routes.order_by("weekday", "from_at", "name", "pk")[:LIMIT])
    stops, workers, told = stops_of(rows), workers_of_routes(rows), partners_of_routes(rows)
    since = today - timedelta(weeks=WEEKS)
    found = Visit.objects.filter(route__in=rows, day__gte=since, day__lte=today)
    visits: dict[tuple[UUID | None, date], VisitRow] = {}
    for visit in visit_rows(found, limit=LIMIT * WEEKS * 2):
        # Of several on one day the one that was walked tells most.
        if (key := (visit.route_id, visit.day)) not in visits or visit.out_at:
            visits[key] = visit
    by_day: dict[int, list[RouteLine]] = defaultdict(list)
    edges = []
    for route in rows:
        line = _line(route, stops.get(route.pk, []), workers.get(route.pk, []), told.get(route.pk, []), visits, now)
        by_day[route.weekday].append(line)
        if line.edge:
            day = str(Route.Weekday(route.weekday).label)
            edges.append(f"{day} {line.clock} ({route.name})")
    days = [
        WeekDay(str(Route.Weekday(number).label).capitalize(), number == today.isoweekday(), by_day.get(number, []))
        for number in Route.Weekday.values
    ]
    return days, edges


def stops_of(routes: Iterable[Route]) -> dict[UUID, list[RouteStop]]:
    """The places of each route in order. One query."""
    found: dict[UUID, list[RouteStop]] = defaultdict(list)
    rows = RouteStop.objects.filter(route__in=list(routes)).select_related("place").order_by("position", "pk")
    for stop in rows:
        found[stop.route_id].append(stop)
    return found


def workers_of_routes(routes: Iterable[Route]) -> dict[UUID, list[str]]:
    """Who usually walks each route, by name. One query."""
    names: dict[UUID, list[str]] = defaultdict(list)
    links = RouteWorker.objects.filter(route__in=list(routes)).order_by("user__name", "pk")
    for route, name in links.values_list("route_id", "user__name"):
        names[route].append(name)
    return names


def partners_of_routes(routes: Iterable[Route]) -> dict[UUID, list[Partner]]:
    """Who was told of each route, by name. One query."""
    told: dict[UUID, list[Partner]] = defaultdict(list)
    links = RoutePartner.objects.filter(route__in=list(routes)).select_related("partner")
    for link in links.order_by("partner__name", "partner__area", "pk"):
        told[link.route_id].append(link.partner)
    return told


def told_words(route: Route, partners: Iterable[Partner] = ()) -> str:
    """ "Ankeret, Herberget, Hanne i caféen, 2. nov."; of the partners only those that are given."""
    day = short_day(route.told_on) if route.told_on else ""
    return ", ".join(part for part in (*map(str, partners), route.told, day) if part)


def holds_words(route: Route, today: date) -> str:
    """When it begins or ends, where that is not plain."""
    if route.to_on and route.to_on < today:
        return _("Stoppet, sidste dag %(day)s") % {"day": short_day(route.to_on, today)}
    begins = _("fra %(day)s") % {"day": short_day(route.from_on, today)} if route.from_on > today else ""
    ends = _("til og med %(day)s") % {"day": short_day(route.to_on, today)} if route.to_on else ""
    words = " ".join(part for part in (begins, ends) if part)
    return _("Gælder %(when)s") % {"when": words} if words else ""


def stop_words(stop: RouteStop) -> str:
    return f"{stop.place} {time_format(stop.at, 'TIME_FORMAT')}" if stop.at else str(stop.place)


def _line(
    route: Route,
    stops: list[RouteStop],
    workers: list[str],
    told: list[Partner],
    visits: Mapping[tuple[UUID | None, date], VisitRow],
    now: datetime,
) -> RouteLine:
    today = timezone.localdate(now)
    return RouteLine(
        url=route.get_absolute_url(),
        name=route.name,
        clock=span(route.from_at, route.to_at),
        edge=edge_words(route.weekday, route.from_at, route.to_at),
        places=" · ".join(map(stop_words, stops)),
        workers=", ".join(workers),
        told=told_words(route, told),
        holds=holds_words(route, today),
        is_today=route.runs_on(today),
        lately=list(_lately(route, visits, now)),
    )


def _lately(
    route: Route, visits: Mapping[tuple[UUID | None, date], VisitRow], now: datetime
) -> Iterable[tuple[str, str]]:
    """The days on which the route was to be walked, today only when something was written."""
    today = timezone.localdate(now)
    back = (today.isoweekday() - route.weekday) % 7
    for week in range(WEEKS + 1):
        day = today - timedelta(days=back, weeks=week)
        visit = visits.get((route.pk, day))
        if visit:
            yield date_format(day, "j/n"), _lower(went(visit, now)[0])
        elif today - timedelta(weeks=WEEKS) <= day < today and route.runs_on(day):
            yield date_format(day, "j/n"), _("intet besøg")


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
