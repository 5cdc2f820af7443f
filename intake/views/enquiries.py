"""*Henvendelser*: the one list of the reception."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import require
from accounts.policy import Can
from audit.access import log_access, log_listed
from audit.models import AccessLog
from cases.timeline import Key
from intake.enquiry_list import CALL, EMPTY, ENDED, LABELS, LIMIT, PAGE, counts, line_of, people_of, rows_of, wanted
from intake.models import Enquiry


@require_safe
def enquiries(request: HttpRequest) -> HttpResponse:
    """`?vis=` a heading; the ended ones go on from `?foer=`."""
    user, now = request.user, timezone.now()
    require(user, Can.RECEIVE_ENQUIRIES)
    counted = counts(user)
    which = wanted(request.GET.get("vis", ""), counted)
    before = Key.read(request.GET.get("foer", ""))
    found = rows_of(user, which, now, before=before)
    most = PAGE if which == ENDED else LIMIT
    people = people_of(user, [row.citizen_id for row in found[:most] if row.citizen_id])
    rows = [row for row in found[:most] if row.citizen_id is None or row.citizen_id in people]
    log_listed(people)
    nobodys = sum(row.citizen_id is None for row in rows)
    if nobodys:
        log_access(action=AccessLog.Action.LIST, object_type=Enquiry._meta.label_lower, count=nobodys)
    older = Key(rows[-1].came_at, rows[-1].pk) if len(found) > most and rows else None
    context = {
        "tabs": _tabs(which, counted),
        "which": which,
        "label": LABELS[which],
        "lines": [line_of(row, people.get(row.citizen_id), now) for row in rows],
        "empty": EMPTY[which],
        "is_calling": which == CALL,
        "is_full": which != ENDED and len(rows) == LIMIT,
        "back": _address(which),
        "older_url": _address(which, foer=str(older)) if older else "",
        "newer_url": _address(which) if before else "",
    }
    return render(request, "intake/enquiries.html", context)


def _tabs(chosen: str, counted: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": _address(key), "count": counted.get(key, ""), "current": key == chosen}
        for key, label in LABELS.items()
    ]


def _address(which: str, **more: str) -> str:
    return f"{reverse('intake:enquiries')}?{urlencode({'vis': which, **more})}"
