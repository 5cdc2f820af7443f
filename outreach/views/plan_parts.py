"""One row of a plan at a time: corrected or removed while the plan is being written, done when its day comes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import get_or_404
from accounts.forms.refusals import refuse
from outreach.access import get_course
from outreach.actions.plan_parts import PlanPart, correct_part, finish_part, remove_part, reopen_part
from outreach.forms.plan_parts import DoneForm, OfferForm, StepForm
from outreach.models import CheckedOffer, PlanStep


@require_http_methods(["GET", "POST"])
def offer_edit(request: HttpRequest, checked_offer_id: UUID) -> HttpResponse:
    return _edit(request, _offer(request, checked_offer_id), OfferForm, _("Ret det undersøgte tilbud"))


@require_http_methods(["GET", "POST"])
def step_edit(request: HttpRequest, plan_step_id: UUID) -> HttpResponse:
    return _edit(request, _step(request, plan_step_id), StepForm, _("Ret aftalen"))


@require_POST
def offer_remove(request: HttpRequest, checked_offer_id: UUID) -> HttpResponse:
    return _remove(request, _offer(request, checked_offer_id))


@require_POST
def step_remove(request: HttpRequest, plan_step_id: UUID) -> HttpResponse:
    return _remove(request, _step(request, plan_step_id))


@require_http_methods(["GET", "POST"])
def offer_done(request: HttpRequest, checked_offer_id: UUID) -> HttpResponse:
    row = _offer(request, checked_offer_id)
    return _done(request, row, _("Fulgt op på tilbuddet"), _("Skrevet: der er fulgt op."))


@require_http_methods(["GET", "POST"])
def step_done(request: HttpRequest, plan_step_id: UUID) -> HttpResponse:
    return _done(request, _step(request, plan_step_id), _("Aftalen er gjort"), _("Skrevet: aftalen er gjort."))


def _edit(request: HttpRequest, row: PlanPart, form_class: type, heading: str) -> HttpResponse:
    if row.plan.given_on:
        messages.info(request, _("Borgeren har fået denne udgave. Lav en ny udgave for at ændre planen."))
        return redirect(row.plan)
    form = form_class(request.POST or None, instance=row, user=request.user)
    if form.is_valid():
        try:
            correct_part(part=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Rettet."))
            return redirect(row.plan)
    context = {
        "form": form,
        "citizen": row.plan.case.citizen,
        "heading": heading,
        "cancel_url": row.plan.get_absolute_url(),
    }
    return render(request, "outreach/course_form.html", context)


def _remove(request: HttpRequest, row: PlanPart) -> HttpResponse:
    try:
        remove_part(part=row, by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Fjernet fra planen."))
    return redirect(row.plan)


def _done(request: HttpRequest, row: PlanPart, heading: str, said: str) -> HttpResponse:
    """`fortryd`: it was not done after all."""
    form = DoneForm(request.POST if request.method == "POST" else None)
    if "fortryd" in request.POST:
        reopen_part(part=row, by=request.user)
        messages.success(request, _("Fortrudt. Aftalen står som ikke gjort."))
        return redirect(row.plan)
    if form.is_valid():
        try:
            finish_part(part=row, on=form.cleaned_data["on"], by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, said)
            return redirect(row.plan)
    context = {
        "form": form,
        "citizen": row.plan.case.citizen,
        "heading": heading,
        "lead": str(row),
        "cancel_url": row.plan.get_absolute_url(),
    }
    return render(request, "outreach/course_form.html", context)


def _offer(request: HttpRequest, pk: UUID) -> CheckedOffer:
    row = get_or_404(CheckedOffer.objects.select_related("plan"), pk, request.user)
    row.plan.case = get_course(request, row.plan.case_id)
    return row


def _step(request: HttpRequest, pk: UUID) -> PlanStep:
    row = get_or_404(PlanStep.objects.select_related("plan"), pk, request.user)
    row.plan.case = get_course(request, row.plan.case_id)
    return row
