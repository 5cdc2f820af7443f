"""*Ikke genkendt*: contacts with somebody nobody knew, until somebody recognises them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can
from accounts.prepared import prepared
from cases.forgetting import remembered_since, still_described
from cases.models import Contact
from cases.models.contact import ContactQuerySet
from cases.timeline import Key

PAGE = 25
LATEST = 5
#: So far back the other pages look for the latest: who was not recognised then stands in the list alone.
LATEST_DAYS = 90


@dataclass(frozen=True)
class Stranger:
    """One row: who it was in neutral words, where and when, and whether the user may open it."""

    id: UUID
    described: str
    result: str
    meta: str


def unrecognised_of(user: User, remembered: datetime | None = None) -> ContactQuerySet:
    """Somebody was seen or described, and is no citizen yet. An attempt that met nobody is nobody to recognise, nor is
    somebody whose description was deleted: older than `remembered` (the organisation's deadline)."""
    return (
        Contact.objects.visible_to(user, may=Can.LOG_CONTACT)
        .current()
        .filter(citizen=None, unit_id=user.membership.unit_id)
        .filter(still_described(remembered or remembered_since(user)))
        .exclude(Q(result=Contact.Result.NOT_MET) & Q(described_as=""))
    )


def unrecognised_page(
    user: User, *, before: Key | None = None, since: datetime | None = None, limit: int = PAGE
) -> tuple[list[Stranger], Key | None]:
    """At most `limit` rows older than `before`, none older than `since`, and the key of the next page. One query."""
    key = (before.at, before.id) if before else (None, None)
    found = _unrecognised(user, remembered=remembered_since(user), since=since, at=key[0], pk=key[1], limit=limit + 1)
    shown = [_stranger(*row) for row in found[:limit]]
    older = Key(found[limit - 1][1], found[limit - 1][0]) if len(found) > limit else None
    return shown, older


@prepared
def _unrecognised(
    user: User, remembered: datetime, since: datetime | None, at: datetime | None, pk: UUID | None, limit: int
) -> QuerySet:
    rows = unrecognised_of(user, remembered)
    if since:
        rows = rows.filter(at__gte=since)
    if at:
        rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))
    fields = ("pk", "at", "described_as", "result", "place__name", "author__name")
    return rows.order_by("-at", "-pk").values_list(*fields)[:limit]


def _stranger(pk: UUID, at: datetime, described: str, result: str, place: str | None, author: str) -> Stranger:
    when = date_format(timezone.localtime(at), "DATETIME_FORMAT")
    meta = " · ".join(part for part in (when, place or "", author) if part)
    return Stranger(pk, described or _("Ukendt person"), str(Contact.Result(result).label), meta)
