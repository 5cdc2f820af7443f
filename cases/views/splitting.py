"""*Flyt til en anden borger*: what was written on the wrong person is chosen, and goes to the right one."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import NotAllowed
from accounts.policy import Can
from cases.access import get_citizen, remember_purpose
from cases.actions.splitting import split_off
from cases.forms.contact_choices import take_errors
from cases.forms.contact_who import uuids
from cases.forms.splitting import SplitForm
from cases.models import Citizen, RowMove
from cases.splitting import choice_of, plan_rows
from cases.who import found, usual

#: Buttons that show other contacts, or other citizens, and move nothing yet.
_LOOKS = ("find", "show", "older")


@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    """The form, with a contact (`?kontakt=`) or a task (`?opgave=`) chosen beforehand; or the rows moved."""
    citizen = get_citizen(request, citizen_id, may=Can.JOIN_CITIZENS)
    if citizen.name_hidden:
        raise NotAllowed(_("Borgeren er beskyttet. Kun de, der er på forløbet, kan flytte noget."), citizen)
    form = SplitForm(_posted(request), source=citizen, user=request.user, initial=_chosen_beforehand(request))
    if form.is_bound and any(name in request.POST for name in _LOOKS):
        form.forgive()
    elif form.is_valid():
        try:
            move = split_off(source=citizen, by=request.user, **form.split())
        except ValidationError as error:
            take_errors(form, error)
        else:
            # Whoever moved it looks whether it stands right, or takes it back: asking why would be odd.
            remember_purpose(request, move.target_id, _("Har flyttet noget til borgeren"))
            messages.success(request, _moved(request, move))
            return redirect(citizen)
    return _page(request, citizen, form)


def _page(request: HttpRequest, citizen: Citizen, form: SplitForm) -> HttpResponse:
    contacts, tasks = form.picked("contacts"), form.picked("tasks")
    choice = choice_of(citizen, request.user, form.page, contacts=contacts, tasks=tasks)
    text = form["q"].value() or ""
    people = (form.chosen_ids, form.chosen_new)
    who = found(request.user, text, *people) if text.strip() else usual(request.user, [], *people)
    # Whose page it is, it was not.
    others = replace(who, people=[person for person in who.people if person.id != citizen.pk])
    context = {
        "citizen": citizen,
        "form": form,
        "choice": choice,
        "who": others,
        "has_plan": bool(plan_rows(citizen)),
    }
    return render(request, "cases/split.html", context)


def _posted(request: HttpRequest) -> object:
    """What was posted. *Vis ældre* goes on from its key; *Vis* begins anew with the days that were written."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    if "older" in data:
        data["before"] = data["older"]
    elif "show" in data:
        data["before"] = ""
    return data


def _chosen_beforehand(request: HttpRequest) -> dict[str, object]:
    return {"contacts": uuids(request.GET.getlist("kontakt")), "tasks": uuids(request.GET.getlist("opgave"))}


def _moved(request: HttpRequest, move: RowMove) -> str:
    """The message: how much went, where it stands now, and the way back."""
    context = {
        "contacts": len(move.rows.get("cases.Contact", ())),
        "tasks": len(move.rows.get("cases.Task", ())),
        "plan_moved": any(label in move.rows for label in ("cases.Goal", "cases.ChosenBlock")),
        "request_moved": "cases.TreatmentRequest" in move.rows,
        "target": move.target,
        "move": move,
    }
    return render_to_string("cases/split_done.html", context, request=request)
