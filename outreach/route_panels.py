"""Which routes come by a place, on the place's page."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from accounts.policy import Can, may
from directory.models import Place
from directory.panels import PlacePanel, register_place_panel
from outreach.models import Route, RouteStop
from outreach.visit_list import span


def routes_at(place: Place, user: User) -> dict[str, Any] | None:
    """The routes that stop here now or later. One query."""
    if not may(user, Can.LOG_CONTACT):
        return None
    here = RouteStop.objects.filter(place=place).values("route_id")
    rows = Route.objects.visible_to(user).in_use().filter(pk__in=here).order_by("weekday", "from_at", "pk")
    routes = [
        {
            "name": row.name,
            "url": row.get_absolute_url(),
            "meta": f"{row.get_weekday_display()} {span(row.from_at, row.to_at)}".capitalize(),
        }
        for row in rows
    ]
    return {"routes": routes, "place": place}


register_place_panel(PlacePanel("routes", "outreach/place_panel_routes.html", routes_at))
