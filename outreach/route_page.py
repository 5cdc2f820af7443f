"""Who changed a route and when, read from its history and that of its places, people and partners."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.dates import near_day
from outreach.models import Route, RoutePartner, RouteStop, RouteWorker

LATEST = 10


def changes_of(route: Route, today: date) -> list[str]:
    """ "I går: Oda Lind rettede ruten", the newest first. Two queries."""
    columns = ("history_date", "history_user_id")
    own = route.history.order_by().values_list(*columns)
    parts = [
        model.history.filter(route_id=route.pk).order_by().values_list(*columns)
        for model in (RouteStop, RouteWorker, RoutePartner)
    ]
    rows = own.union(*parts, all=True).order_by("-history_date")[: LATEST * 10]
    # All that one save wrote is one change; the first of all made the route.
    told: dict[tuple[date, Any], None] = dict.fromkeys((timezone.localdate(at), who) for at, who in rows)
    names = dict(User.objects.filter(pk__in=[who for _day, who in told]).values_list("pk", "name"))
    words = [
        _("%(who)s %(day)s") % {"who": names.get(who, _("Brobyg")), "day": near_day(day, today)} for day, who in told
    ]
    return words[:LATEST]
