"""*Kontakter*: what the unit wrote, newest first, paged by key. Rows ready to show, the same cost however deep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can
from accounts.prepared import prepared
from cases.access import citizens_for
from cases.addresses import address_of
from cases.dates import near_day
from cases.models import Contact
from cases.timeline import Key

PAGE = 50
#: The columns of one row, in the order of `_Found`.
_COLUMNS = ("pk", "at", "citizen_id", "described_as", "way", "result", "place__name", "author__name")


@dataclass(frozen=True)
class Line:
    """One contact: whom, and when, how, where and by whom in one text; without its note."""

    url: str
    who: str
    result: str
    meta: str


@dataclass(frozen=True)
class ContactPage:
    lines: list[Line]
    #: Whose names stand on the page, for the access log.
    citizens: list[UUID]
    #: Key for the next, older page; None on the last.
    older: Key | None


def unit_contacts(user: User) -> QuerySet[Contact]:
    """The unit's contacts as they are now: what was corrected stands in its newest version."""
    rows = Contact.objects.visible_to(user, may=Can.SEE_CASELOAD).current()
    return rows.filter(unit_id=user.membership.unit_id)


def contact_page(user: User, chosen: Mapping[str, Any], *, before: Key | None = None, limit: int = PAGE) -> ContactPage:
    """At most `limit` contacts older than `before`. Two queries."""
    at, pk = (before.at, before.id) if before else (None, None)
    found = _found(user, **chosen, at=at, pk=pk, limit=limit + 1)
    shown = found[:limit]
    labels = citizens_for(user, [row[2] for row in shown if row[2]])
    line = _line_with(labels, timezone.localdate())
    older = Key(shown[-1][1], shown[-1][0]) if len(found) > limit else None
    return ContactPage([line(*row) for row in shown], list(labels), older)


@prepared
def _found(
    user: User,
    worker: UUID | None,
    place: UUID | None,
    result: str | None,
    partner: UUID | None,
    since: datetime | None,
    at: datetime | None,
    pk: UUID | None,
    limit: int,
) -> QuerySet:
    chosen = {
        "author_id": worker, "place_id": place, "result": result, "initiative_partner_id": partner, "at__gte": since,
    }  # fmt: skip
    rows = unit_contacts(user).filter(**{column: value for column, value in chosen.items() if value})
    if at:
        # The first comparison is what the index is entered with; the second leaves out those of the same moment.
        rows = rows.filter(Q(at__lt=at) | Q(pk__lt=pk), at__lte=at)
    return rows.order_by("-at", "-pk").values_list(*_COLUMNS)[:limit]


def _line_with(labels: dict[UUID, str], today: date) -> Callable[..., Line]:
    """What turns a row into a line: everything that is the same for many rows is made once."""
    url_of, nobody = address_of("cases:contact"), _("Ukendt person")
    ways = {key: str(label) for key, label in Contact.Way.choices}
    results = {key: str(label) for key, label in Contact.Result.choices}
    days: dict[date, str] = {}

    def line(pk: UUID, at: datetime, citizen: UUID | None, described: str, way: str, result: str, *told: Any) -> Line:
        moment = timezone.localtime(at)
        day = moment.date()
        if day not in days:
            days[day] = near_day(day, today)
        when = _("%(day)s kl. %(time)s") % {"day": days[day], "time": time_format(moment, "TIME_FORMAT")}
        who = labels.get(citizen, nobody) if citizen else described or nobody
        return Line(url_of(pk), who, results[result], " · ".join(part for part in (when, ways[way], *told) if part))

    return line
