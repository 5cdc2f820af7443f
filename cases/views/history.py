"""*Hvem har ændret hvad* and *Hvem har set*, for one citizen. Looking here is a look, too."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import require
from accounts.models import User
from accounts.policy import Can, may
from audit.access import log_access
from audit.models import AccessLog
from cases.access import get_citizen, lead_on
from cases.changes import HistoryKey, history_of
from cases.looks import Action, filtered, looks_at, page_of
from cases.merged import ids_of
from cases.models import Citizen
from cases.names import reference


@require_GET
def citizen_history(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    citizen, citizen_ids = _citizen(request, citizen_id, Can.SEE_HISTORY)
    before = HistoryKey.read(request.GET.get("foer", ""))
    hidden = citizen is None or citizen.name_hidden
    page = history_of(citizen_ids, request.user, before=before, hidden=hidden)
    address = reverse("cases:citizen_history", args=[citizen_id])
    context = {
        **_head(citizen, citizen_id, request.user),
        "page": page,
        "is_older": before is not None,
        "newest_url": address if before else "",
        "older_url": f"{address}?{urlencode({'foer': str(page.older)})}" if page.older else "",
    }
    return render(request, "cases/citizen_history.html", context)


@require_GET
def citizen_access(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    """`?vis=formaal`: only who gave a purpose, being on none of the citizen's courses; `?vis=lister`: lists as well."""
    citizen, citizen_ids = _citizen(request, citizen_id, Can.SEE_ACCESS_LOG)
    wanted, before = request.GET.get("vis", ""), request.GET.get("foer", "")
    rows = filtered(looks_at(citizen_ids, request.user), with_purpose=wanted == "formaal")
    if not wanted:
        rows = rows.exclude(action=Action.LIST)
    page = page_of(rows, request.user, before)
    address = reverse("cases:citizen_access", args=[citizen_id])
    kinds = [("", _("Opslag")), ("formaal", _("Uden for egne forløb")), ("lister", _("Også lister"))]
    context = {
        **_head(citizen, citizen_id, request.user),
        "page": page,
        "tabs": [
            {
                "label": label,
                "url": f"{address}?{urlencode({'vis': key})}" if key else address,
                "current": key == wanted,
            }
            for key, label in kinds
        ],
        "older_url": f"{address}?{urlencode({'vis': wanted, 'foer': page.older})}" if page.older else "",
        "newest_url": (f"{address}?{urlencode({'vis': wanted})}" if wanted else address) if before else "",
    }
    return render(request, "cases/citizen_access.html", context)


def _citizen(request: HttpRequest, citizen_id: UUID, ability: Can) -> tuple[Citizen | None, set[UUID]]:
    """The citizen for whoever may open the file, None for whoever only watches over the log; and all records that
    became this one.

    Raises Http404 for a citizen whom `ability` does not reach, NotAllowed for a role without it.
    """
    require(request.user, ability)
    if may(request.user, Can.SEE_CITIZEN):
        return get_citizen(request, citizen_id, may=ability), ids_of(citizen_id)
    if not Citizen.objects.visible_to(request.user, may=ability).filter(pk=citizen_id).exists():
        lead_on(request, citizen_id, may=ability)
    log_access(action=AccessLog.Action.VIEW, citizen_id=citizen_id)
    return None, ids_of(citizen_id)


def _head(citizen: Citizen | None, citizen_id: UUID, user: User) -> dict[str, object]:
    sees_changes, sees_looks = may(user, Can.SEE_HISTORY), may(user, Can.SEE_ACCESS_LOG)
    return {
        "citizen": citizen,
        "called": citizen.shown if citizen else _("Borger %(reference)s") % {"reference": reference(citizen_id)},
        "history_url": reverse("cases:citizen_history", args=[citizen_id]) if sees_changes else "",
        "access_url": reverse("cases:citizen_access", args=[citizen_id]) if sees_looks else "",
    }
