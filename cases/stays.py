"""Who is looked after in a stay, as a room above knows it: they are not chased, and weigh less in a caseload.

Unlike somebody in hospital or in prison (`Admission`), whom the worker visits there in the usual rhythm.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.dates import local_day, short_day

#: day -> rows with `citizen` and `since`, the moment they came, of the stays that go on that day.
Stays = Callable[[date], QuerySet]

_registered: list[Stays] = []


def register_stays(rows: Stays) -> None:
    """In the `AppConfig.ready()` of the room that has stays."""
    if rows not in _registered:
        _registered.append(rows)


def stayed_q(on: date | None = None, *, citizen: str = "citizen") -> Q:
    """Rows whose citizen, at the path `citizen`, is in a stay on `on` (today)."""
    day, found = on or timezone.localdate(), Q(pk__in=[])
    for rows in _registered:
        found |= Q(Exists(rows(day).order_by().filter(citizen=OuterRef(citizen))))
    return found


def staying_since(on: date) -> Combinable:
    """For rows of `Citizen`: when they came to the stay they are in on that day."""
    nothing = Value(None, DateTimeField())
    stays = [rows(on).order_by().filter(citizen=OuterRef("pk")).values("since")[:1] for rows in _registered]
    return Coalesce(nothing, nothing, *(Subquery(since, DateTimeField()) for since in stays))


def staying_words(came_at: datetime | None, today: date) -> str:
    """ "I ophold siden 3. november": the calm mark of lists. Nothing of where: that may be hidden."""
    came = local_day(came_at)
    return _("I ophold siden %(day)s") % {"day": short_day(came, today)} if came else ""
