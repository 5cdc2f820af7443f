"""One proposal of the user council: raised, decided, done."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import get_or_404, require
from accounts.forms.base import HouseForm
from accounts.policy import Can
from directory.views.saving import carried_out
from intake.actions.proposal import decide_proposal, do_proposal, edit_proposal, raise_proposal, take_back
from intake.council_page import DECIDED, DONE, OPEN, line_of
from intake.forms.council import DecisionForm, DoneForm, ProposalForm
from intake.models import Proposal

_SAID = ("what", "raised_on", "meeting", "raised_by")


@require_http_methods(["GET", "POST"])
def proposal_new(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.MANAGE_COUNCIL)
    form = ProposalForm(request.POST if request.method == "POST" else None, user=request.user)

    def act() -> None:
        told = {name: form.cleaned_data[name] for name in _SAID}
        raise_proposal(entry_id=form.cleaned_data["entry"], by=request.user, **told)

    if carried_out(form, act):
        return _saved(request, OPEN)
    return _form(request, form, _("Nyt forslag"), None)


@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    row = _own(request, proposal_id)
    form = ProposalForm(request.POST if request.method == "POST" else None, user=request.user, row=row)

    def act() -> None:
        edit_proposal(proposal=row, by=request.user, **{name: form.cleaned_data[name] for name in _SAID})

    if carried_out(form, act):
        return _saved(request, _where(row))
    return _form(request, form, _("Ret forslaget"), row, may_take_back=row.decided_on is not None)


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    row = _own(request, proposal_id)
    form = DecisionForm(request.POST if request.method == "POST" else None, row=row)
    if carried_out(form, lambda: decide_proposal(proposal=row, by=request.user, **form.cleaned_data)):
        return _saved(request, DONE if row.done_on else DECIDED)
    return _form(request, form, _("Beslutning"), row)


@require_http_methods(["GET", "POST"])
def done(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    row = _own(request, proposal_id)
    form = DoneForm(request.POST if request.method == "POST" else None, row=row)
    if carried_out(form, lambda: do_proposal(proposal=row, by=request.user, **form.cleaned_data)):
        return _saved(request, DONE)
    return _form(request, form, _("Gjort"), row)


@require_POST
def undo(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    row = take_back(proposal=_own(request, proposal_id), by=request.user)
    return _saved(request, _where(row))


def _own(request: HttpRequest, proposal_id: UUID) -> Proposal:
    rows = Proposal.objects.select_related("meeting", "raised_by")
    return get_or_404(rows, proposal_id, request.user, may=Can.MANAGE_COUNCIL)


def _where(row: Proposal) -> str:
    return DONE if row.done_on else DECIDED if row.decided_on else OPEN


def _saved(request: HttpRequest, which: str) -> HttpResponse:
    messages.success(request, _("Gemt."))
    return redirect(f"{reverse('intake:council')}?vis={which}")


def _form(
    request: HttpRequest, form: HouseForm, heading: str, row: Proposal | None, *, may_take_back: bool = False
) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "row": row,
        "line": line_of(row) if row else None,
        "may_take_back": may_take_back,
        "cancel_url": f"{reverse('intake:council')}?vis={_where(row) if row else OPEN}",
    }
    return render(request, "intake/council_form.html", context)
