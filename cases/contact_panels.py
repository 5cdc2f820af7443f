"""What contacts add to other pages: *Ikke genkendt* on *Min dag* and on the unit's page, the latest at a place."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from audit.access import log_listed
from cases.access import citizens_for
from cases.dates import near_day
from cases.models import Citizen, Contact
from cases.panels import Column, Page, Panel, register_panel
from cases.unrecognised import LATEST, LATEST_DAYS, unrecognised_page
from directory.models import Place
from directory.panels import PlacePanel, register_place_panel

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


for _page, _column in ((Page.MY_DAY, Column.ASIDE), (Page.UNIT, Column.ASIDE)):
    register_panel(
        Panel(_page, "unrecognised", 50, "cases/contact_panel_unrecognised.html", unrecognised_panel, _column)
    )
register_place_panel(PlacePanel("contacts", "cases/contact_panel_place.html", contacts_at))
register_panel(
    Panel(Page.UNIT, "contacts", 60, "cases/contact_panel_unit.html", lambda _user, _citizen: {}, Column.ASIDE)
)
