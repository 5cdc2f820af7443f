"""On which visit a contact was written, on the contact's page."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.contact_facts import register_contact_fact
from cases.dates import local_day, short_day
from cases.models import Contact
from outreach.models import Visit, VisitWorker


def visits_of(contact: Contact, user: User) -> list[tuple[str, str]]:
    """The other way round of `outreach.visit_contacts`: out at the time, and its author among those who were."""
    out_then = Q(back_at=None) | Q(back_at__gte=contact.at)
    authors = VisitWorker.objects.filter(user=contact.author_id).values("visit_id")
    of_unit = Visit.objects.visible_to(user).filter(unit_id=contact.unit_id)
    rows = of_unit.filter(out_then, out_at__lte=contact.at, pk__in=authors)
    return [
        (f"{row}, {short_day(local_day(row.out_at) or row.day)}", row.get_absolute_url())
        for row in rows.select_related("route", "place").order_by("out_at", "pk")
    ]


register_contact_fact(_("Besøg"), visits_of)
