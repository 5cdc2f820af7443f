"""*Afhentning*: who fetches the citizen, and how it went."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import get_or_404
from accounts.forms.refusals import refuse
from accounts.policy import Can
from crisis_center.access import get_referral
from crisis_center.actions.pick_up import change_pick_up, end_pick_up, plan_pick_up, set_off
from crisis_center.forms.pick_up import PickUpEndForm, PickUpForm
from crisis_center.models import CentreReferral, PickUp
from crisis_center.referral_page import called


@require_http_methods(["GET", "POST"])
def pick_up_new(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    row = get_referral(request, referral_id, may=Can.WORK_PATHWAY)
    form = PickUpForm(request.POST or None, initial={"fetched_by": request.user.name})
    if form.is_valid():
        try:
            plan_pick_up(referral=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Afhentningen er aftalt."))
            return redirect(row)
    return _form(request, row, form, _("Afhentning"))


@require_http_methods(["GET", "POST"])
def pick_up(request: HttpRequest, pick_up_id: UUID) -> HttpResponse:
    """What was agreed otherwise."""
    one = _pick_up(request, pick_up_id)
    form = PickUpForm(request.POST or None, instance=one)
    if form.is_valid():
        try:
            change_pick_up(pick_up=one, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Afhentningen er rettet."))
            return redirect(one.referral)
    return _form(request, one.referral, form, _("Ret afhentningen"))


@require_POST
def pick_up_off(request: HttpRequest, pick_up_id: UUID) -> HttpResponse:
    one = _pick_up(request, pick_up_id)
    set_off(pick_up=one, by=request.user)
    messages.success(request, _("Skrevet: I er på vej."))
    return redirect(one.referral)


@require_http_methods(["GET", "POST"])
def pick_up_end(request: HttpRequest, pick_up_id: UUID) -> HttpResponse:
    """How it went; with the citizen there the centre goes on to the arrival."""
    one = _pick_up(request, pick_up_id)
    form = PickUpEndForm(request.POST or None, instance=one)
    if form.is_valid():
        answers = dict(form.cleaned_data)
        result, at = answers.pop("result"), answers.pop("ended_at")
        try:
            one = end_pick_up(pick_up=one, result=result, at=at, by=request.user, **answers)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Gemt."))
            return redirect(one.referral)
    return _form(request, one.referral, form, _("Hvordan gik afhentningen?"))


def _pick_up(request: HttpRequest, pick_up_id: UUID) -> PickUp:
    """The attempt and, as `pick_up.referral`, its question as `get_referral` loads it; raises like it."""
    one: PickUp = get_or_404(PickUp, pick_up_id, request.user)
    one.referral = get_referral(request, one.referral_id, may=Can.WORK_PATHWAY)
    return one


def _form(request: HttpRequest, row: CentreReferral, form: Any, title: str) -> HttpResponse:
    context = {"form": form, "referral": row, "title": title, "called": called(row)}
    return render(request, "crisis_center/referral_form.html", context)
