"""What a place's review should know of citizens: who used to be met there and has not been since (S2 p. 14, 36)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from audit.access import log_listed
from cases.caseload import CitizenRow, citizens_by_id
from cases.dates import ago, short_day
from cases.models import Contact
from directory.models import Place
from directory.panels import ReviewPanel, register_review_panel

#: Of a place that was never gone through, the last so many days count as *since*.
RECENT_DAYS = 91
#: Who was met there longer ago than so is not asked for any more.
USED_TO_DAYS = 365
MOST = 30


def not_met_there_since(place: Place, since: date | None, user: User) -> dict[str, Any] | None:
    """The unit's citizens who were seen or talked with at the place in the year before `since`, and not after. Two
    queries; those shown are logged as a list."""
    if not may(user, Can.SEE_CITIZEN):
        return None
    today = timezone.localdate()
    since = since or today - timedelta(days=RECENT_DAYS)
    met = (
        Contact.objects.visible_to(user, may=Can.SEE_CITIZEN)
        .current()
        .filter(place=place, result__in=(Contact.Result.TALKED, Contact.Result.SEEN), citizen__isnull=False)
        .filter(at__gte=_begin_of(since - timedelta(days=USED_TO_DAYS)))
        .order_by()
        .values("citizen_id")
        .annotate(last_here=Max("at"))
        .filter(last_here__lt=_begin_of(since))
        .order_by("-last_here", "citizen_id")
        .values_list("citizen_id", "last_here")
    )
    last_here = dict(met[: MOST + 1])
    citizens = {pk: row for pk, row in citizens_by_id(user, last_here, today).items() if not row.is_dead}
    shown = [pk for pk in last_here if pk in citizens][:MOST]
    log_listed(shown)
    rows = [_row(citizens[pk], timezone.localdate(last_here[pk]), today) for pk in shown]
    return {"rows": rows, "since": short_day(since, today), "more": len(last_here) > MOST}


def _row(citizen: CitizenRow, last_here: date, today: date) -> dict[str, str]:
    words = [_("sidst her %(day)s") % {"day": short_day(last_here, today)}]
    if citizen.talked_on and citizen.talked_on > last_here:
        words.append(_("talt med et andet sted %(ago)s") % {"ago": ago(citizen.talked_on, today)})
    return {
        "label": citizen.label,
        "url": reverse("cases:citizen", args=[citizen.id]),
        "meta": " · ".join(words),
    }


def _begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


register_review_panel(ReviewPanel("not_met_there", "cases/place_review_panel.html", not_met_there_since))
