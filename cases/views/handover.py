"""Courses change hands: one worker's caseload, looked through, and given to one or several others in one act."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import require
from accounts.addresses import own_address
from accounts.forms.refusals import refuse
from accounts.models import User
from accounts.policy import Can, may
from audit.access import log_listed
from cases.absences import covers_of
from cases.actions.handover import ChangedMeanwhile, HandedOver, hand_over
from cases.caseload import citizens_by_id, course_rows
from cases.forms.handover import HandoverForm
from cases.handover import (
    MOST,
    Row,
    as_changed,
    given_away_by,
    gives_of,
    gone_words,
    load_for,
    moved_away,
    projection,
    read_ids,
    receivers,
    rows_of,
    seen_otherwise,
)
from cases.limit import Load
from cases.unit_page import carried_as_contact_person, course_lines


@require_safe
def unit_worker(request: HttpRequest, worker_id: UUID) -> HttpResponse:
    """One worker's courses, to be looked through and handed over, also after the worker has left."""
    user, today = request.user, timezone.localdate()
    require(user, Can.SEE_CASELOAD)
    people = User.objects.filter(memberships__unit_id=user.membership.unit_id).distinct()
    worker = get_object_or_404(people, pk=worker_id)
    carried = course_rows(carried_as_contact_person(user, worker.pk, today), MOST)
    given = course_rows(given_away_by(user, worker.pk, today), MOST)
    covers = covers_of(user, worker.pk, today)
    citizens = citizens_by_id(user, [row.citizen_id for row in [*carried, *given, *covers]], today)
    covered = sorted(
        (row for row in covers if row.citizen_id in citizens), key=lambda row: citizens[row.citizen_id].sort_key
    )
    log_listed(citizens)
    load = load_for(user)
    context = {
        "worker": worker,
        "works_here": worker.pk in load.carriers,
        "team": load.words(load.team_of(worker.pk)) if worker.pk in load.carriers else "",
        "lines": course_lines(carried, citizens, today),
        "covers": [(row, citizens[row.citizen_id].label) for row in covered],
        "given": course_lines(given, citizens, today),
        "receivers": [person for person in receivers(load) if person[0] != str(worker.pk)],
        "may_manage": may(user, Can.MANAGE_CASE),
        "back": reverse("cases:unit_worker", args=[worker.pk]),
    }
    return render(request, "cases/unit_worker.html", context)


@require_http_methods(["GET", "POST"])
def handover(request: HttpRequest) -> HttpResponse:
    """The chosen courses (`cases`), each with who gets it and the load that follows; `give` does it.

    htmx asks for the load alone whenever a choice is made. `user`: preselected for all. `fra`: who had them all on the
    page before ("" for nobody). Nothing chosen, or the page loaded anew: back to where one came from.
    """
    user = request.user
    require(user, Can.MANAGE_CASE)
    back = own_address(request, request.POST.get("back", ""), reverse("cases:unit_overview"))
    ids = read_ids(request.POST.getlist("cases"))
    rows = rows_of(user, ids)
    if not rows:
        if request.method == "POST":
            messages.error(request, _("Vælg mindst ét forløb, der stadig er åbent."))
        return redirect(back)
    log_listed([row.case.citizen_id for row in rows])
    load, seen = load_for(user), {row.case.pk: request.POST.get(f"was-{row.case.pk}", row.was) for row in rows}
    if "give" in request.POST:
        form = _form(request, rows, load, bound=True)
        if form.is_valid():
            try:
                done = _hand_over(request, form, rows, seen)
            except ChangedMeanwhile as error:
                rows = as_changed(rows, error)
                form = _form(request, rows, load_for(user))
            except ValidationError as error:
                refuse(form, error)
            else:
                _say(request, done, gone=len(ids) - len(rows))
                return redirect(back)
    else:
        rows = seen_otherwise(rows, seen)
        if "fra" in request.POST:
            rows = moved_away(rows, request.POST["fra"], load.carriers)
        form = _form(request, rows, load)
    return _page(request, form, rows, back, gone=len(ids) - len(rows))


def _form(request: HttpRequest, rows: list[Row], load: Load, *, bound: bool = False) -> HandoverForm:
    """The form with what was chosen so far; a row that was changed meanwhile is chosen anew."""
    options = {"rows": rows, "load": load, "url": reverse("cases:handover")}
    if bound:
        return HandoverForm(request.POST, **options)
    sent = request.POST
    typed = {name: sent[name] for name in ("on", "note", "change_reason", "over_limit_reason") if name in sent}
    if "on" in sent:
        typed["with_tasks"] = "with_tasks" in sent
    chosen = {row.field: "" if row.changed else sent.get(row.field, sent.get("user", "")) for row in rows}
    return HandoverForm(initial={**typed, **chosen}, **options)


def _hand_over(request: HttpRequest, form: HandoverForm, rows: list[Row], seen: dict[UUID, str]) -> HandedOver:
    """Raises ChangedMeanwhile, ValidationError."""
    chosen = form.cleaned_data
    people = User.objects.in_bulk(read_ids(chosen[row.field] for row in rows if chosen.get(row.field)))
    return hand_over(
        gives=gives_of(rows, chosen, people, seen),
        on=chosen["on"],
        note=chosen["note"],
        with_tasks=chosen["with_tasks"],
        change_reason=chosen["change_reason"],
        over_limit_reason=chosen["over_limit_reason"],
        by=request.user,
    )


def _page(request: HttpRequest, form: HandoverForm, rows: list[Row], back: str, *, gone: int) -> HttpResponse:
    chosen = {row.field: form[row.field].value() or "" for row in rows}
    load = form.load
    people = {pk: User(pk=pk, name=carrier.name) for pk, carrier in load.carriers.items()}
    context = {
        "form": form,
        "lines": [(row, form[row.field]) for row in rows],
        "back": back,
        "gone": gone_words(gone) if gone else "",
        "changed": any(row.changed for row in rows),
        **projection(load, gives_of(rows, chosen, people), rows),
    }
    template = "cases/handover_load.html" if request.htmx else "cases/handover.html"
    return render(request, template, context)


def _say(request: HttpRequest, done: HandedOver, *, gone: int) -> None:
    said = [ngettext("%(n)s forløb er overdraget.", "%(n)s forløb er overdraget.", done.courses) % {"n": done.courses}]
    if done.tasks:
        said.append(ngettext("%(n)s opgave fulgte med.", "%(n)s opgaver fulgte med.", done.tasks) % {"n": done.tasks})
    if gone:
        said.append(gone_words(gone))
    messages.success(request, " ".join(said))
