"""One's own calendar on the telephone: the page that makes and closes its secret address, and what stands under it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import require
from accounts.acting import acting_as, inside
from accounts.models import Membership, Organisation, User
from accounts.policy import POLICY, Can, Role
from audit.access import log_access
from audit.models import AccessLog
from cases.actions.calendar_feed import close_feed, open_feed
from cases.calendar_file import calendar_file, feed_rows
from cases.covering import standing_in
from cases.models import CalendarFeed, Task
from cases.models.calendar_feed import digest

#: Who has agreements at all.
_ROLES = [role.value for role in Role if POLICY[role].get(Can.MANAGE_TASK)]


@require_safe
def calendar_feed(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.MANAGE_TASK)
    return render(request, "cases/calendar_feed.html", {"feed": _open_feed(request.user)})


@require_POST
def calendar_feed_open(request: HttpRequest) -> HttpResponse:
    """The address is shown once, on the answer itself: only its digest is kept."""
    require(request.user, Can.MANAGE_TASK)
    unit = request.user.membership.unit
    feed, secret = open_feed(unit=unit, by=request.user)
    address = request.build_absolute_uri(reverse("cases:calendar_file", args=[unit.organisation_id, secret]))
    return render(request, "cases/calendar_feed.html", {"feed": feed, "address": address})


@require_POST
def calendar_feed_close(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.MANAGE_TASK)
    close_feed(unit=request.user.membership.unit, by=request.user)
    messages.success(request, _("Adressen virker ikke mere. Slet abonnementet på telefonen."))
    return redirect("cases:calendar_feed")


@login_not_required
@require_safe
def calendar_file_of(request: HttpRequest, organisation_id: UUID, secret: str) -> HttpResponse:
    """What a telephone reads without a session: the secret in the address is the key, and 404 the only refusal.

    The organisation in the address says whose rows the database shows at all. Who no longer works in the feed's unit,
    or in a role without agreements, has no calendar. Each reading leaves one line in the access log, without a citizen:
    nobody can be known from the file, and a telephone that asks every quarter would else bury the looks that matter.
    """
    feed, membership = _key(organisation_id, secret)
    with acting_as(membership) as user, translation.override("da"):
        today = timezone.localdate()
        mine = Task.objects.visible_to(user).filter(standing_in(user.pk, today).tasks_q(user.pk))
        rows = feed_rows(mine, today)
        log_access(
            action=AccessLog.Action.EXPORT, object_type=feed._meta.label_lower, object_id=feed.pk, count=len(rows)
        )
        body = calendar_file(rows, timezone.now())
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": 'inline; filename="aftaler.ics"'}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


def _key(organisation_id: UUID, secret: str) -> tuple[CalendarFeed, Membership]:
    """The feed with this secret, and the membership it reads as. Raises Http404."""
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation is None:
        raise Http404
    with inside(organisation):
        feed = CalendarFeed.objects.open().filter(organisation=organisation, secret_digest=digest(secret)).first()
    if feed is None:
        raise Http404
    works_there = Membership.objects.active().with_names().filter(user=feed.user_id, unit=feed.unit_id, role__in=_ROLES)
    membership = works_there.order_by("from_on", "pk").first()
    if membership is None:
        raise Http404
    return feed, membership


def _open_feed(user: User) -> CalendarFeed | None:
    found: CalendarFeed | None = CalendarFeed.objects.visible_to(user).open().first()
    return found
