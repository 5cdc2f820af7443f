"""*Brugerråd*: proposals and what became of them, meetings, members by code name; and the notice for the wall."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import get_or_404, require
from accounts.policy import Can
from directory.views.saving import carried_out
from intake.actions.council import add_member, edit_meeting, edit_member, hold_meeting
from intake.council_page import DECIDED, DONE, EMPTY, LABELS, LIMIT, OPEN, counts, meetings, members, proposals
from intake.forms.council import MeetingForm, MemberForm
from intake.models import CouncilMeeting, CouncilMember

COUNCIL = "intake:council"


@require_safe
def council(request: HttpRequest) -> HttpResponse:
    """`?vis=` a heading. No citizen stands here, so no look is logged."""
    user = request.user
    require(user, Can.SEE_COUNCIL)
    counted, asked = counts(user), request.GET.get("vis", "")
    which = asked if asked in LABELS else OPEN
    lines = proposals(user, which)
    context = {
        "tabs": [
            {"label": label, "url": f"?vis={key}", "count": counted[key], "current": key == which}
            for key, label in LABELS.items()
        ],
        "label": LABELS[which],
        "lines": lines,
        "is_full": len(lines) == LIMIT,
        "empty": EMPTY[which],
        "meetings": meetings(user, timezone.localdate()),
        "members": members(user),
    }
    return render(request, "intake/council.html", context)


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """For the noticeboard: what was proposed, and what became of it."""
    user, today = request.user, timezone.localdate()
    require(user, Can.SEE_COUNCIL)
    coming = [one for one in meetings(user, today) if one.is_to_come]
    parts = [(LABELS[key], proposals(user, key)) for key in (DONE, DECIDED, OPEN)]
    context = {"parts": parts, "coming": coming[-1] if coming else None, "today": today}
    return render(request, "intake/council_board.html", context)


@require_http_methods(["GET", "POST"])
def member_new(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.MANAGE_COUNCIL)
    form = MemberForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        told = {name: form.cleaned_data[name] for name in ("code_name", "from_on")}
        add_member(entry_id=form.cleaned_data["entry"], by=request.user, **told)

    return saved(request, _("Medlemmet er gemt.")) if carried_out(form, act) else _form(request, form, _("Nyt medlem"))


@require_http_methods(["GET", "POST"])
def member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    row: CouncilMember = get_or_404(CouncilMember, member_id, request.user, may=Can.MANAGE_COUNCIL)
    form = MemberForm(request.POST if request.method == "POST" else None, row=row)

    def act() -> None:
        told = {name: form.cleaned_data[name] for name in ("code_name", "from_on", "to_on")}
        edit_member(member=row, by=request.user, **told)

    return saved(request, _("Medlemmet er gemt.")) if carried_out(form, act) else _form(request, form, str(row))


@require_http_methods(["GET", "POST"])
def meeting_new(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.MANAGE_COUNCIL)
    form = MeetingForm(request.POST if request.method == "POST" else None, user=request.user)

    def act() -> None:
        told = {name: form.cleaned_data[name] for name in ("held_on", "place", "present")}
        hold_meeting(entry_id=form.cleaned_data["entry"], by=request.user, **told)

    return saved(request, _("Mødet er gemt.")) if carried_out(form, act) else _form(request, form, _("Nyt møde"))


@require_http_methods(["GET", "POST"])
def meeting(request: HttpRequest, council_meeting_id: UUID) -> HttpResponse:
    row: CouncilMeeting = get_or_404(CouncilMeeting, council_meeting_id, request.user, may=Can.MANAGE_COUNCIL)
    form = MeetingForm(request.POST if request.method == "POST" else None, user=request.user, row=row)

    def act() -> None:
        told = {name: form.cleaned_data[name] for name in ("held_on", "place", "present")}
        edit_meeting(meeting=row, by=request.user, **told)

    return saved(request, _("Mødet er gemt.")) if carried_out(form, act) else _form(request, form, _("Møde"))


def saved(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(COUNCIL)


def _form(request: HttpRequest, form: MemberForm | MeetingForm, heading: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "cancel_url": reverse(COUNCIL)}
    return render(request, "intake/council_form.html", context)
