"""Which contacts belong to a visit: what one of its workers wrote of the time between out and back. Never stored."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.access import citizens_for
from cases.models import Contact
from cases.models.contact import ContactQuerySet
from outreach.models import Visit

#: A call from the street belongs to the visit, but nobody was met by it.
_APART = (Contact.Way.PHONE, Contact.Way.SMS, Contact.Way.VIDEO)
#: More than anybody writes in one time out.
LIMIT = 100


def contacts_of(visit: Visit) -> ContactQuerySet:
    """As they are now: a corrected contact in its newest version. None before one is out."""
    if visit.out_at is None:
        return Contact.objects.none()
    return Contact.objects.current().filter(
        unit_id=visit.unit_id,
        author__in=visit.workers.values("user_id"),
        at__gte=visit.out_at,
        at__lte=visit.back_at or timezone.now(),
    )


def met_so_far(visit: Visit) -> int:
    """How many different people the contacts say were talked with. One query; a number, nobody's name."""
    talked = contacts_of(visit).filter(result=Contact.Result.TALKED).exclude(way__in=_APART)
    known = Count("citizen", distinct=True)
    counted = talked.aggregate(known=known, unknown=Count("pk", filter=Q(citizen=None)))
    return counted["known"] + counted["unknown"]


def contact_lines(visit: Visit, user: User) -> tuple[list[dict[str, Any]], list[Any]]:
    """(the visit's contacts that the user may see, without notes; ids of the citizens they name). Two queries."""
    if not may(user, Can.SEE_CITIZEN):
        return [], []
    rows = list(
        contacts_of(visit)
        .visible_to(user)
        .order_by("at", "pk")
        .values_list("pk", "citizen_id", "at", "result", "described_as", "place__name", "author__name")[:LIMIT]
    )
    labels = citizens_for(user, [citizen for _pk, citizen, *_rest in rows if citizen])
    lines = [
        {
            "id": pk,
            "label": labels.get(citizen) or described or _("Ukendt person"),
            "meta": " · ".join(part for part in (_clock(at), str(Contact.Result(result).label), place, author) if part),
        }
        for pk, citizen, at, result, described, place, author in rows
    ]
    return lines, list(labels)


def _clock(at: Any) -> str:
    return _("kl. %(time)s") % {"time": time_format(timezone.localtime(at), "TIME_FORMAT")}
