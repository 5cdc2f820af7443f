"""A planned talk: how it is planned, and what became of it when no contact is written from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.base import HouseModelForm
from accounts.forms.refusals import refuse
from accounts.policy import Can
from cases.access import get_task
from cases.actions.appointment import cancel_talk, hold_talk, judge_way, miss_talk, plan_talk
from cases.appointments import appointment_of, write_url, written_that_day
from cases.first_talk import warnings
from cases.forms.appointment import CancelledForm, HeldForm, MissedForm, TalkEditForm, TalkForm, last_talk
from cases.models import Appointment, Contact, Task


@require_http_methods(["GET", "POST"])
def appointment(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """How one is going to talk: of a plain agreement for the first time, of a talk anew."""
    task = _open_agreement(request, task_id)
    planned = appointment_of(task)
    options: dict[str, Any] = {"citizen": task.citizen, "last": last_talk(task.citizen, but=task)}
    form = (
        TalkEditForm(request.POST or None, instance=planned, **options)
        if planned
        else TalkForm(request.POST or None, **options)
    )
    if form.is_valid():
        try:
            talk = form.talk()
            planned = plan_talk(task=task, talk=talk, by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Samtalen er gemt."))
            for words in warnings(planned):
                messages.warning(request, words)
            return redirect(task)
    return _page(request, form, task, _("Samtalen"))


@require_http_methods(["GET", "POST"])
def appointment_held(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Held, where the contact is written already, or none is going to be."""
    planned = _planned(request, task_id)
    written = written_that_day(planned.task)
    form = HeldForm(request.POST or None, appointment=planned, written=written)
    if form.is_valid():
        answers = form.cleaned_data
        contact = Contact.objects.filter(pk=answers["contact"]).first() if answers.get("contact") else None
        try:
            hold_talk(
                appointment=planned, contact=contact, way=answers["way"], minutes=answers["minutes"], by=request.user
            )
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Samtalen er afholdt."))
            return redirect(planned.task)
    return _page(request, form, planned.task, _("Afholdt"))


@require_http_methods(["GET", "POST"])
def appointment_missed(request: HttpRequest, task_id: UUID) -> HttpResponse:
    return _not_held(request, task_id, MissedForm, miss_talk, _("Udeblev"), _("Det er skrevet, at borgeren ikke kom."))


@require_http_methods(["GET", "POST"])
def appointment_cancelled(request: HttpRequest, task_id: UUID) -> HttpResponse:
    return _not_held(request, task_id, CancelledForm, cancel_talk, _("Afbud"), _("Afbuddet er gemt."))


@require_POST
def appointment_judge(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Whether this way of talking does the citizen good; pressing the chosen answer again takes it back."""
    planned = _planned(request, task_id, is_open=False)
    benefit = request.POST.get("benefit", "")
    if benefit not in Appointment.Benefit.values or planned.task.outcome != Task.Outcome.DONE:
        raise Http404
    judge_way(appointment=planned, benefit="" if benefit == planned.benefit else benefit, by=request.user)
    messages.success(request, _("Vurderingen er gemt."))
    return redirect(planned.task)


def _not_held(
    request: HttpRequest,
    task_id: UUID,
    form_class: type[HouseModelForm],
    act: Callable[..., Appointment],
    heading: str,
    saved: str,
) -> HttpResponse:
    planned = _planned(request, task_id)
    form = form_class(request.POST or None, instance=planned)
    if form.is_valid():
        # The form has written into its instance; the action is given the row as it is saved.
        planned.refresh_from_db(fields=list(form.cleaned_data))
        try:
            act(appointment=planned, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, saved)
            return redirect(planned.task)
    return _page(request, form, planned.task, heading)


def _page(request: HttpRequest, form: Any, task: Task, heading: str) -> HttpResponse:
    context = {"form": form, "task": task, "citizen": task.citizen, "heading": heading, "write_url": ""}
    if isinstance(form, HeldForm):
        context["write_url"] = write_url(task)
    return render(request, "cases/appointment.html", context)


def _open_agreement(request: HttpRequest, task_id: UUID) -> Task:
    """An agreement with a citizen that has no outcome yet. Raises like `get_task`, and Http404 for anything else."""
    task = get_task(request, task_id, may=Can.MANAGE_TASK)
    if task.kind != Task.Kind.AGREEMENT or task.citizen_id is None or task.done_at:
        raise Http404
    return task


def _planned(request: HttpRequest, task_id: UUID, *, is_open: bool = True) -> Appointment:
    task = get_task(request, task_id, may=Can.MANAGE_TASK)
    planned = appointment_of(task)
    if planned is None or (is_open and task.done_at):
        raise Http404
    return planned
