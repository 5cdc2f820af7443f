"""Tasks and agreements: mine, the team's, the unit's; made, changed, handed over, finished, taken up again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import require
from accounts.addresses import own_address
from accounts.forms.refusals import refuse
from accounts.models import User
from accounts.policy import Can
from audit.access import log_listed
from cases.access import citizens_for, get_citizen, get_task
from cases.actions.appointment import Talk, add_appointment
from cases.actions.task import add_task, edit_task, finish_task, reopen_task
from cases.agenda import PAGE, lines, read_key, task_rows
from cases.appointments import appointment_of, talk_panel
from cases.covering import standing_in
from cases.first_talk import warnings
from cases.forms.appointment import last_talk
from cases.forms.task import TaskForm, TaskNewForm
from cases.models import Citizen, Task
from cases.workers import mates_of

#: Finished tasks stay in sight so long, to be taken up again.
DONE_DAYS = 14


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """Open tasks by day, 50 a page; `?vis=` team, enhed or afsluttede, else mine and those one stands in for."""
    require(request.user, Can.MANAGE_TASK)
    chosen, today = request.GET.get("vis", ""), timezone.localdate()
    found = _chosen(request.user, chosen)
    if (key := read_key(request.GET.get("efter", ""))) is not None:
        found = found.filter(Q(due_on__gt=key[0]) | Q(due_on=key[0], pk__gt=key[1]))
    rows = task_rows(found, PAGE + 1)
    older = rows[PAGE - 1].key if len(rows) > PAGE else ""
    rows = rows[:PAGE]
    labels = citizens_for(request.user, [row.citizen_id for row in rows if row.citizen_id])
    log_listed(labels)
    shown = lines(rows, lambda pk: labels.get(pk, ""), today, owner=chosen in ("team", "enhed"))
    context = {
        "tabs": _tabs(chosen),
        "groups": _groups(shown, {row.id: (row.due_on - today).days for row in rows}, chosen),
        "is_done": chosen == "afsluttede",
        "back": request.get_full_path(),
        "more_url": f"?{urlencode({'vis': chosen, 'efter': older})}" if older else "",
    }
    return render(request, "cases/tasks.html", context)


@require_http_methods(["GET", "POST"])
def task_new(request: HttpRequest) -> HttpResponse:
    """A task, or with `?borger=` one about a citizen; `?dag=` says when."""
    require(request.user, Can.MANAGE_TASK)
    citizen = None
    if request.GET.get("borger"):
        citizen = get_citizen(request, _uuid(request.GET["borger"]), may=Can.MANAGE_TASK)
    form = TaskNewForm(
        request.POST or None,
        user=request.user,
        citizen=citizen,
        last=last_talk(citizen) if citizen else None,
        initial=_on(request.GET.get("dag", "")),
    )
    back = citizen.get_absolute_url() if citizen else reverse("cases:tasks")
    if form.is_valid():
        entry, talk, answers = form.cleaned_data.pop("entry"), form.talk(), form.cleaned_data
        try:
            made = _add(request.user, citizen, talk, entry_id=entry, **answers)
        except ValidationError as error:
            refuse(form, error)
        else:
            is_agreement = answers["kind"] == Task.Kind.AGREEMENT
            messages.success(request, _("Aftalen er gemt.") if is_agreement else _("Opgaven er gemt."))
            for words in warnings(made.appointment) if talk else ():
                messages.warning(request, words)
            return redirect(back)
    return render(request, "cases/task_new.html", {"form": form, "citizen": citizen, "cancel_url": back})


@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """One task: changed or handed over here, finished with the buttons beside."""
    task = get_task(request, task_id, may=Can.MANAGE_TASK)
    form = TaskForm(request.POST or None, instance=task, user=request.user)
    if task.done_at is None and form.is_valid():
        try:
            edit_task(task=task, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Opgaven er ændret."))
            return redirect(task)
    # The form has written what was typed into its instance; the page says what is saved.
    saved = Task.objects.select_related("done_by").get(pk=task.pk) if form.is_bound else task
    context: dict[str, Any] = {"form": form, "task": saved, "citizen": task.citizen, "outcomes": Task.Outcome.choices}
    context["ended"] = saved.get_outcome_display()
    if task.citizen_id and saved.kind == Task.Kind.AGREEMENT:
        saved.citizen = task.citizen
        context["talk"] = talk_panel(saved, request.user.membership)
        context["ended"] = context["talk"].get("ended", "")
    return render(request, "cases/task.html", context)


@require_POST
def task_finish(request: HttpRequest, task_id: UUID) -> HttpResponse:
    task = get_task(request, task_id, may=Can.MANAGE_TASK)
    outcome = request.POST.get("outcome", Task.Outcome.DONE)
    if outcome not in Task.Outcome.values:
        raise Http404
    if appointment_of(task):
        # It would end without anybody having said whether the talk was held.
        messages.info(request, _("Skriv, hvordan samtalen gik."))
        return redirect(task)
    finish_task(task=task, outcome=outcome, by=request.user)
    messages.success(request, _("%(outcome)s: %(task)s") % {"outcome": Task.Outcome(outcome).label, "task": task.title})
    return redirect(_back(request, task))


@require_POST
def task_reopen(request: HttpRequest, task_id: UUID) -> HttpResponse:
    task = get_task(request, task_id, may=Can.MANAGE_TASK)
    reopen_task(task=task, by=request.user)
    messages.success(request, _("Opgaven er åben igen."))
    return redirect(_back(request, task))


def _add(user: User, citizen: Citizen | None, talk: Talk | None, **answers: Any) -> Task:
    """A task, an agreement, or an agreement that is a planned talk."""
    unit = user.membership.unit
    if citizen and talk:
        del answers["kind"]
        return add_appointment(unit=unit, citizen=citizen, talk=talk, by=user, **answers)
    return add_task(unit=unit, citizen=citizen, by=user, **answers)


def _chosen(user: User, chosen: str) -> QuerySet:
    found = Task.objects.visible_to(user)
    if chosen == "afsluttede":
        return found.filter(done_by=user, done_at__gte=timezone.now() - timedelta(days=DONE_DAYS))
    found = found.open()
    if chosen == "enhed":
        return found.filter(unit_id=user.membership.unit_id)
    if chosen == "team":
        return found.filter(owner__in=mates_of(user))
    return found.filter(standing_in(user.pk, timezone.localdate()).tasks_q(user.pk))


def _tabs(chosen: str) -> list[dict]:
    tabs = {"": _("Mine"), "team": _("Teamets"), "enhed": _("Enhedens"), "afsluttede": _("Afsluttede")}
    address = reverse("cases:tasks")
    return [
        {"label": label, "url": f"{address}?vis={key}" if key else address, "current": key == chosen}
        for key, label in tabs.items()
    ]


def _groups(shown: list, days: dict[UUID, int], chosen: str) -> list[tuple[str, list]]:
    """The lines under *Over tiden*, *I dag*, *Kommer*; finished ones under one heading."""
    if chosen == "afsluttede":
        return [(_("De seneste 14 dage"), shown)] if shown else []
    groups = [
        (_("Over tiden"), [line for line in shown if days[line.id] < 0]),
        (_("I dag"), [line for line in shown if days[line.id] == 0]),
        (_("Kommer"), [line for line in shown if days[line.id] > 0]),
    ]
    return [(title, group) for title, group in groups if group]


def _back(request: HttpRequest, task: Task) -> str:
    """Where one came from, or the task."""
    return own_address(request, request.POST.get("next", ""), task.get_absolute_url())


def _on(text: str) -> dict[str, date]:
    """The day one came from in the calendar, as the form's first answer."""
    try:
        return {"due_on": date.fromisoformat(text)}
    except ValueError:
        return {}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
