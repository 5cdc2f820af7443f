"""What contacts add to other pages: *Ikke genkendt* on *Min dag* and on the unit's page, the latest at a place,
how often a partner took the initiative."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.policy import Can, may
from audit.access import log_listed
from cases.access import citizens_for
from cases.contact_list import unit_contacts
from cases.dates import near_day, year_begins
from cases.forms.contact_list import THIS_YEAR
from cases.models import Citizen, Contact
from cases.panels import Column, Page, Panel, register_panel
from cases.unrecognised import LATEST, LATEST_DAYS, unrecognised_page
from directory.models import Partner, Place
from directory.panels import PartnerCount, PlacePanel, register_partner_count, register_place_panel

AT_PLACE = 10


def unrecognised_panel(user: User, citizen: Citizen | None) -> dict[str, Any] | None:
    """The latest five of the last three months; nothing when everybody is known. One query."""
    if not may(user, Can.LOG_CONTACT):
        return None
    since = timezone.now() - timedelta(days=LATEST_DAYS)
    rows, _older = unrecognised_page(user, since=since, limit=LATEST)
    return {"rows": rows} if rows else None


def contacts_at(place: Place, user: User) -> dict[str, Any] | None:
    """The latest contacts at the place that the user may see, without notes. Logged as a list. Three queries."""
    if not may(user, Can.SEE_CITIZEN):
        return None
    rows = list(
        Contact.objects.visible_to(user)
        .current()
        .filter(place=place)
        .order_by("-at", "-pk")
        .values_list("pk", "citizen_id", "at", "result", "described_as", "author__name")[:AT_PLACE]
    )
    labels = citizens_for(user, [citizen_id for _pk, citizen_id, *_rest in rows if citizen_id])
    log_listed(labels)
    today = timezone.localdate()
    contacts = [
        {
            "id": pk,
            "label": labels.get(citizen_id) or described or _("Ukendt person"),
            "meta": " · ".join((near_day(timezone.localdate(at), today), str(Contact.Result(result).label), author)),
        }
        for pk, citizen_id, at, result, described, author in rows
    ]
    return {"contacts": contacts, "place": place, "may_log": may(user, Can.LOG_CONTACT) and place.closed_on is None}


def approaches(user: User, today: date) -> Combinable:
    """For a queryset of partners: the contacts of this year that each took the initiative to."""
    rows = unit_contacts(user).filter(initiative_partner=OuterRef("pk"), at__gte=year_begins(today))
    counted = rows.order_by().values("initiative_partner").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _approaches_url(partner: Partner) -> str:
    return f"{reverse('cases:contacts')}?{urlencode({'partner': partner.pk, 'periode': THIS_YEAR})}"


for _page, _column in ((Page.MY_DAY, Column.ASIDE), (Page.UNIT, Column.ASIDE)):
    register_panel(
        Panel(_page, "unrecognised", 50, "cases/contact_panel_unrecognised.html", unrecognised_panel, _column)
    )
register_place_panel(PlacePanel("contacts", "cases/contact_panel_place.html", contacts_at))
register_panel(
    Panel(Page.UNIT, "contacts", 60, "cases/contact_panel_unit.html", lambda _user, _citizen: {}, Column.ASIDE)
)
register_partner_count(
    PartnerCount(
        key="approaches",
        label=gettext_lazy("Henvendelser fra dem"),
        expression=approaches,
        words=lambda partner, number: _("%(number)s i år") % {"number": number} if number else "",
        url=_approaches_url,
    )
)
