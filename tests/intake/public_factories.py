"""An open door and times behind it."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from directory.actions.place import add_place
from directory.models import Place
from intake.actions.availability import offer_times
from intake.actions.reception import keep_reception
from intake.closed_days import is_closed
from intake.models import Availability, Reception
from tests.cast import acting
from tests.intake import council_factories

TOLD = {
    "town": "Odense", "address": "Havnegade 3, 5000 Odense C", "phone": "12 34 56 78",
    "hours": "mandag til torsdag kl. 9–15.", "welcome_da": "", "welcome_en": "",
}  # fmt: skip


def opened(leader: User, **told: Any) -> Reception:
    with acting(leader) as by:
        return keep_reception(unit=by.membership.unit, by=by, **{"is_open": True, **TOLD, **told})


def house_of(user: User) -> Place:
    """The unit's own house."""
    with acting(user) as by:
        found = Place.objects.filter(unit=by.membership.unit, name="Huset").first()
        return found or add_place(unit=by.membership.unit, name="Huset", kind=Place.Kind.CENTRE, by=by)


def next_open_day() -> Any:
    day = timezone.localdate() + timedelta(days=1)
    while is_closed(day):
        day += timedelta(days=1)
    return day


def offered(user: User, **told: Any) -> Availability:
    """Two times of 45 minutes on the next day that is no holiday."""
    place = house_of(user)
    usual = {"weekday": next_open_day().isoweekday(), "from_at": time(9), "to_at": time(10, 30), "minutes": 45}
    days = {"from_on": timezone.localdate(), "to_on": None}
    with acting(user) as by:
        return offer_times(unit=by.membership.unit, user=user, by=by, **{**usual, **days, "place": place, **told})


def walked(people: dict[str, User]) -> dict[str, Any]:
    """What stands in the URLs."""
    reception = opened(people["leader"])
    council = council_factories.walked(people["leader"])
    return {"slug": reception.slug, "number": 1, "availability_id": offered(people["owner"]).pk} | council
