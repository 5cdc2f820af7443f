"""Out on a route or a planned visit, out for longer, and back: also where the tablet never learned the visit's id."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.forms import BaseForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import get_or_404
from accounts.models import User
from cases.actions.contact import CLOCK_SLACK
from cases.dates import moment_in
from field.about import writing_of
from field.incoming import Incoming
from field.kinds import Kind, register_kind
from field.merging import must_agree
from field.settled import ALL, Applied, Refused, must_be_valid
from outreach.actions.visit import begin_route, come_back, go_out, more_time
from outreach.forms.visit import BackForm
from outreach.models import Route, Visit

#: Nobody is out for longer; somebody who went out before midnight comes back after it.
LONGEST = timedelta(hours=24)


def out(entry: Incoming) -> Applied:
    with writing_of(None):
        if entry.about.get("visit"):
            visit = go_out(visit=_visit(entry), at=_tapped(entry), by=entry.by)
        else:
            visit = begin_route(route=_route(entry), at=_tapped(entry), by=entry.by)
    return _told(visit)


def more(entry: Incoming) -> Applied:
    """`base` may say which expected time stood on the button, so that two who press prolong once."""
    visit = _begun(entry)
    with writing_of(None):
        seen = moment_in(entry.base.get("expected_back_at", ""))
        return _told(more_time(visit=visit, seen=seen, at=_tapped(entry), by=entry.by))


def back(entry: Incoming) -> Applied:
    form = BackForm(entry.data)
    must_be_valid(form)
    visit, answers = _begun(entry), form.cleaned_data
    with writing_of(None):
        if visit.back_at:
            _must_be_the_same(form, visit)
        else:
            visit = come_back(visit=visit, at=_tapped(entry), by=entry.by, **answers)
    return _told(visit)


def _must_be_the_same(form: BackForm, visit: Visit) -> None:
    """Somebody else has ended it. Raises InConflict: numbers that differ, and words that would be lost."""
    answers = form.cleaned_data
    stands: dict[str, Any] = {"met": visit.met, "cards": visit.cards}
    for name in ("note", "safety_note"):
        words, said = getattr(visit, name), answers[name]
        # What stands there already is said; beside an empty field it is still another story.
        stands[name] = said if said in words else words or "-"
    must_agree(form, stands, answers)


def _begun(entry: Incoming) -> Visit:
    """The visit that is meant, locked until it is written. Raises like the pages, and Refused where nobody went out."""
    found = _visit(entry) if entry.about.get("visit") else _walk(_route(entry), entry.made_at)
    if found.route_id:
        # The route first, as where a visit begins: two who press at once wait for one another here.
        Route.objects.select_for_update().get(pk=found.route_id)
    return Visit.objects.select_for_update(of=("self",)).select_related("route", "place").get(pk=found.pk)


def _walk(route: Route, at: datetime) -> Visit:
    """The walk on the route that went on then: one still out first, else the last that began before."""
    walks = Visit.objects.filter(route=route, out_at__lte=at, out_at__gte=at - LONGEST)
    found: Visit | None = walks.order_by(F("back_at").desc(nulls_first=True), "-out_at", "-pk").first()
    if found is None:
        raise Refused("invalid", {ALL: [_("I er ikke gået ud endnu.")]})
    return found


def _visit(entry: Incoming) -> Visit:
    rows = Visit.objects.select_related("route", "place")
    row: Visit = get_or_404(rows, entry.about_id("visit"), entry.by)
    return row


def _route(entry: Incoming) -> Route:
    row: Route = get_or_404(Route, entry.about_id("route"), entry.by)
    return row


def _tapped(entry: Incoming) -> datetime:
    """A tablet's clock may run a little ahead; the action judges one that runs further."""
    now = timezone.now()
    return now if now < entry.made_at <= now + CLOCK_SLACK else entry.made_at


def _told(visit: Visit) -> Applied:
    expected = visit.expected_back_at.isoformat() if visit.is_out and visit.expected_back_at else ""
    return Applied(None, {"visit": str(visit.pk), "expected_back_at": expected})


def back_forms(user: User) -> list[BaseForm]:
    return [BackForm(initial={"cards": 0})]


register_kind(Kind("visit_out", _("Gå ud"), out, about="route"))
register_kind(Kind("visit_more_time", _("Mere tid"), more, about="visit"))
register_kind(Kind("visit_back", _("Vi er tilbage"), back, about="visit", forms=back_forms))
