"""One enquiry: taken, passed on, helped at once, rung back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.addresses import own_address
from accounts.forms.base import HouseForm
from accounts.forms.refusals import refuse
from cases.forms.contact_who import uuids
from intake.access import get_enquiry
from intake.actions.enquiry import judge_urgency, note_call, note_first_help, note_met, pass_enquiry, take_enquiry
from intake.enquiry_page import enquiry_page, label_of
from intake.forms.enquiry import HelpForm, PassForm
from intake.models import Enquiry


@require_safe
def enquiry(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    row = get_enquiry(request, enquiry_id)
    return render(request, "intake/enquiry.html", enquiry_page(row, request.user))


def act(request: HttpRequest, done: str, action: Callable[..., Any], **said: Any) -> None:
    """What one tap does, and in words what came of it."""
    try:
        action(by=request.user, **said)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, done)


@require_POST
def enquiry_take(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    """*Jeg tager den*. Whoever comes second is told who has them."""
    row = get_enquiry(request, enquiry_id)
    act(request, _("Du har taget imod."), take_enquiry, enquiry=row)
    return redirect(row)


@require_http_methods(["GET", "POST"])
def enquiry_pass(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    row = get_enquiry(request, enquiry_id)
    form = PassForm(request.POST if request.method == "POST" else None, unit_id=row.unit_id)
    if form.is_valid():
        try:
            pass_enquiry(enquiry=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("%(who)s tager over nu.") % {"who": form.cleaned_data["to"]})
            return redirect("intake:enquiries")
    return form_page(request, form, row, _("Giv videre til en kollega"))


@require_POST
def enquiry_met(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    row = get_enquiry(request, enquiry_id)
    act(request, _("Skrevet: I har mødtes."), note_met, enquiry=row)
    return redirect(row)


@require_http_methods(["GET", "POST"])
def enquiry_help(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    row = get_enquiry(request, enquiry_id)
    form = HelpForm(request.POST if request.method == "POST" else None, initial={"help": row.first_help})
    if form.is_valid():
        try:
            note_first_help(enquiry=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Gemt."))
            return redirect(row)
    return form_page(request, form, row, _("Første hjælp"))


@require_POST
def enquiry_urgency(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    row = get_enquiry(request, enquiry_id)
    act(request, _("Gemt."), judge_urgency, enquiry=row, urgency=request.POST.get("urgency", ""))
    return redirect(row)


@require_POST
def enquiry_call(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    """*Fik fat i* or *Ikke truffet*, from the list or the page."""
    row = get_enquiry(request, enquiry_id)
    entry = next(iter(uuids([request.POST.get("entry", "")])), None)
    reached = request.POST.get("reached") == "1"
    done = _("Godt. De venter ikke længere på et opkald.") if reached else _("Skrevet. De står stadig på ringelisten.")
    act(request, done, note_call, enquiry=row, reached=reached, entry_id=entry)
    return redirect(own_address(request, request.POST.get("next", ""), row.get_absolute_url()))


def form_page(request: HttpRequest, form: HouseForm, row: Enquiry, heading: str, **more: Any) -> HttpResponse:
    context = {
        "form": form,
        "enquiry": row,
        "label": label_of(row),
        "heading": heading,
        "cancel_url": row.get_absolute_url(),
    }
    return render(request, "intake/enquiry_form.html", {**context, **more})
