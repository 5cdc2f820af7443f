"""Which routes come by a place, and which a partner was told of, on their pages."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from accounts.policy import Can, may
from directory.models import Partner, Place
from directory.panels import PartnerPanel, PlacePanel, register_partner_panel, register_place_panel
from outreach.models import Route, RoutePartner, RouteStop
from outreach.models.route import RouteQuerySet
from outreach.visit_list import span


def routes_at(place: Place, user: User) -> dict[str, Any] | None:
    """The routes that stop here now or later. One query."""
    if not may(user, Can.LOG_CONTACT):
        return None
    here = RouteStop.objects.filter(place=place).values("route_id")
    return {"routes": _lines(Route.objects.visible_to(user).filter(pk__in=here)), "place": place}


def routes_known_to(partner: Partner, user: User) -> dict[str, Any] | None:
    """The routes on which the partner expects somebody now or later. One query."""
    if not may(user, Can.LOG_CONTACT):
        return None
    told = RoutePartner.objects.filter(partner=partner).values("route_id")
    return {"routes": _lines(Route.objects.visible_to(user).filter(pk__in=told))}


def _lines(rows: RouteQuerySet) -> list[dict[str, str]]:
    return [
        {
            "name": row.name,
            "url": row.get_absolute_url(),
            "meta": f"{row.get_weekday_display()} {span(row.from_at, row.to_at)}".capitalize(),
        }
        for row in rows.in_use().order_by("weekday", "from_at", "pk")
    ]


register_place_panel(PlacePanel("routes", "outreach/place_panel_routes.html", routes_at))
register_partner_panel(PartnerPanel("routes", "outreach/partner_panel_routes.html", routes_known_to))
