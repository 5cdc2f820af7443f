"""Routes and visits, made through the actions: call them inside `acting(user)`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from directory.models import Place
from outreach.actions.route import plan_route
from outreach.actions.visit import correct_visit, plan_visit
from outreach.models import Route, Visit
from tests.factories import PlaceFactory


def route(by: User, **facts: Any) -> Route:
    """Of today's weekday, ten to one, since two months ago, walked by `by`."""
    today = timezone.localdate()
    usual = {
        "name": "Havnen rundt",
        "weekday": today.isoweekday(),
        "from_at": time(10),
        "to_at": time(13),
        "stops": [],
        "workers": [by],
        "from_on": today - timedelta(days=60),
    }
    return plan_route(route=Route(unit=by.membership.unit), by=by, **{**usual, **facts})


def planned(by: User, *, day: date | None = None, place: Place | None = None, **facts: Any) -> Visit:
    """At a place of its own today, with `by`."""
    unit = by.membership.unit
    place = place or (None if "route" in facts else PlaceFactory(unit=unit, by=by))
    return plan_visit(unit=unit, day=day or timezone.localdate(), place=place, by=by, **{"workers": [by], **facts})


def walked(
    by: User,
    *,
    out_hours_ago: float = 3,
    back_hours_ago: float | None = 1,
    expected_hours_ago: float | None = None,
    met: int = 2,
    on: Route | None = None,
    days_ago: int = 0,
    **facts: Any,
) -> Visit:
    """A visit on a route of `by`'s own (or `on`), out and back some hours ago; without `back_hours_ago` still out.

    `days_ago`: counted from the evening of that day, so that it is surely then.
    """
    now = timezone.now()
    if days_ago:
        now = timezone.make_aware(datetime.combine(timezone.localdate() - timedelta(days=days_ago), time(20)))
    out_at = now - timedelta(hours=out_hours_ago)
    back_at = None if back_hours_ago is None else now - timedelta(hours=back_hours_ago)
    expected = out_at + timedelta(hours=2) if expected_hours_ago is None else now - timedelta(hours=expected_hours_ago)
    day = timezone.localdate(out_at)
    walked_on = on or route(by, weekday=day.isoweekday())
    visit = plan_visit(unit=by.membership.unit, day=day, route=walked_on, workers=[by], by=by)
    told = {
        "met": met if back_at else None,
        "cards": 3 if back_at else None,
        "planned_from": None,
        "planned_to": None,
        "own_minutes": None,
        "note": "",
        "safety_note": "",
        "workers": [by],
    }
    return correct_visit(
        visit=visit, day=day, out_at=out_at, expected_back_at=expected, back_at=back_at, by=by, **{**told, **facts}
    )
