"""The only way to a citizen: policy, purpose and access log in one call."""

from __future__ import annotations

import time
from uuid import UUID

from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.access import NotAllowed, allowed, get_or_404
from accounts.models import User
from accounts.policy import Can
from accounts.prepared import prepared
from audit.access import log_access
from audit.models import AccessLog
from cases.merged import kept_for
from cases.models import Case, Citizen, Task

#: A purpose typed for a citizen holds for one working day.
PURPOSE_HOURS = 10
_PURPOSES = "purposes"


def get_citizen(
    request: HttpRequest,
    citizen_id: UUID,
    *,
    may: Can | None = None,
    action: str = AccessLog.Action.VIEW,
    beside: UUID | None = None,
) -> Citizen:
    """The citizen, annotated with `is_own`, `name_hidden` and `shown`; the look is in the access log.

    Raises Http404 outside the user's scope, NotAllowed when `may` does not reach the citizen, and sends whoever is not
    on the course to say why first (once a working day for each citizen). Of a citizen who was merged one gets the one
    who stays. `beside`: a citizen loaded just before, to be seen next to this one: why one looks is said once.
    """
    user = request.user
    purpose = purpose_for(request, beside) if beside else ""
    try:
        citizen = _allowed(user, citizen_id, may)
    except NotAllowed as refusal:
        if getattr(refusal.record, "forgotten_on", None):
            text = _("Borgerens beskrivelse er slettet. Møder du personen igen, så opret en ny borger.")
            raise NotAllowed(text, refusal.record) from refusal
        raise
    except Http404:
        citizen = _allowed(user, _kept(request, citizen_id), may)
        # Why one looks was said of the same person.
        purpose = purpose_for(request, citizen_id)
        messages.info(request, _("Borgeren er samlet med en anden. Det, du skriver, står på den fælles side."))
    purpose = "" if citizen.is_own else purpose or purpose_for(request, citizen.pk)
    if not citizen.is_own and not purpose:
        back = request.get_full_path() if request.method == "GET" else citizen.get_absolute_url()
        address = reverse("cases:purpose", args=[citizen.pk])
        raise ImmediateHttpResponse(redirect(f"{address}?{urlencode({'next': back})}"))
    log_access(action=action, citizen_id=citizen.pk, purpose=purpose)
    return citizen


def _allowed(user: User, citizen_id: UUID, may: Can | None) -> Citizen:
    """Raises like `get_or_404`, and asks the same."""
    found = _seen(user, citizen=citizen_id)
    if not found:
        raise Http404
    citizen: Citizen = allowed(found[0], user, may)
    return citizen


@prepared
def _seen(user: User, citizen: UUID) -> QuerySet:
    return Citizen.objects.visible_to(user).labelled(user).select_related("usual_place", "unit").filter(pk=citizen)


def _kept(request: HttpRequest, citizen_id: UUID) -> UUID:
    """Who stands for a merged citizen. What is posted to the one who went lands on the one who stays; a page leads on.

    Raises Http404 where the citizen was never merged, and like `lead_on`.
    """
    if request.method != "POST":
        lead_on(request, citizen_id)
    kept = kept_for([citizen_id]).get(citizen_id)
    if kept is None:
        raise Http404
    return kept


def lead_on(request: HttpRequest, citizen_id: UUID, *, may: Can | None = None) -> None:
    """Send whoever follows an old address to the same page of the one who stays, if they may see that one.

    Raises Http404 where there is nobody to lead to.
    """
    kept = kept_for([citizen_id]).get(citizen_id)
    if kept is None or not Citizen.objects.visible_to(request.user, may=may).filter(pk=kept).exists():
        raise Http404
    messages.info(request, _("Borgeren er samlet med en anden. Her er den fælles side."))
    raise ImmediateHttpResponse(redirect(request.get_full_path().replace(str(citizen_id), str(kept))))


def get_known_citizen(
    request: HttpRequest, citizen_id: UUID, *, may: Can | None = None, action: str = AccessLog.Action.VIEW
) -> Citizen:
    """Like `get_citizen`; NotAllowed for a protected citizen whom the user may not know."""
    citizen = get_citizen(request, citizen_id, may=may, action=action)
    if citizen.name_hidden:
        raise NotAllowed(_("Borgeren er beskyttet. Det ser kun de, der er på forløbet."), citizen)
    return citizen


def get_case(request: HttpRequest, case_id: UUID, *, may: Can | None = None) -> Case:
    """The course and, as `case.citizen`, its citizen loaded by `get_citizen`; raises like it."""
    case = get_or_404(Case, case_id, request.user)
    case.citizen = get_citizen(request, case.citizen_id, may=may)
    return case


def get_task(request: HttpRequest, task_id: UUID, *, may: Can | None = None) -> Task:
    """The task and, as `task.citizen`, the citizen it is about (or None); raises like `get_citizen`."""
    rows = Task.objects.select_related("place", "owner", "appointment__case", "appointment__contact")
    # Of the contact only how one talked: the note is for those whom it is for.
    rows = rows.defer("appointment__contact__note", "appointment__contact__citizens_words")
    task: Task = get_or_404(rows, task_id, request.user, may=may)
    if task.citizen_id:
        task.citizen = get_citizen(request, task.citizen_id, may=may)
    return task


def purpose_for(request: HttpRequest, citizen_id: UUID) -> str:
    """Why this session reads a citizen outside the user's own courses, if it was said within the working day."""
    said, until = request.session.get(_PURPOSES, {}).get(str(citizen_id), ("", 0))
    return said if until > time.time() else ""


def remember_purpose(request: HttpRequest, citizen_id: UUID, purpose: str) -> None:
    now = time.time()
    held = {key: value for key, value in request.session.get(_PURPOSES, {}).items() if value[1] > now}
    request.session[_PURPOSES] = {**held, str(citizen_id): (purpose, now + PURPOSE_HOURS * 3600)}


def citizens_for(user: User, ids: list[UUID]) -> dict[UUID, str]:
    """What the user may call these citizens: {id: label}, without those outside the user's scope. One query."""
    return dict(_labels(user, ids=ids))


@prepared
def _labels(user: User, ids: list[UUID]) -> QuerySet:
    return Citizen.objects.visible_to(user).called(user).filter(pk__in=ids).values_list("pk", "shown")
