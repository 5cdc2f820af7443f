"""*Besøg*: the list, who is out, one visit and what one does with it, and the numbers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404, require
from accounts.addresses import own_address
from accounts.forms.refusals import refuse
from accounts.models import User
from accounts.policy import Can
from audit.access import log_listed
from cases.dates import moment_in
from cases.timeline import Key
from outreach.actions.visit import (
    call_off,
    come_back,
    correct_visit,
    go_out,
    more_time,
    plan_visit,
    take_up_again,
)
from outreach.forms.visit import BackForm, CallOffForm, VisitEditForm, VisitForm
from outreach.forms.visit_search import VisitSearch
from outreach.models import Route, Visit
from outreach.views.visit_tabs import visit_tabs
from outreach.visit_contacts import contact_lines, met_so_far
from outreach.visit_list import PAGE, at_time, crew_of, visit_lines, visit_rows
from outreach.visit_numbers import weeks_of

#: On one page, those who forgot to say that they are back among them.
MOST_OUT = 100


@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """The unit's visits, newest first; `?rute=` and `?sted=` narrow it."""
    user = request.user
    require(user, Can.LOG_CONTACT)
    search = VisitSearch(request.GET, user=user)
    found = search.narrow(Visit.objects.visible_to(user))
    rows = visit_rows(found, Key.read(request.GET.get("efter", "")))
    older = {"efter": str(rows[PAGE - 1].key)} if len(rows) > PAGE else None
    rows = rows[:PAGE]
    kept = search.kept()
    context = {
        "tabs": visit_tabs("besoeg"),
        "search": search,
        "searched": bool(kept),
        "lines": visit_lines(rows, crew_of(row.id for row in rows), timezone.now()),
        "older_url": f"?{urlencode({**kept, **older})}" if older else "",
    }
    return render(request, "outreach/visits.html", context)


@require_safe
def out_now(request: HttpRequest) -> HttpResponse:
    """Who of the unit is out and when they are back; no citizen's name."""
    user, now = request.user, timezone.now()
    require(user, Can.LOG_CONTACT)
    rows = visit_rows(Visit.objects.visible_to(user).out(), limit=MOST_OUT)
    rows.sort(key=lambda row: (row.expected_back_at, row.id))
    lines = visit_lines(rows, crew_of(row.id for row in rows), now)
    context = {"tabs": visit_tabs("ude"), "lines": lines}
    return render(request, "outreach/out_now.html", context)


@require_safe
def visit_numbers(request: HttpRequest) -> HttpResponse:
    """Week by week, of the unit."""
    user = request.user
    require(user, Can.LOG_CONTACT)
    mine = Visit.objects.visible_to(user).filter(unit_id=user.membership.unit_id)
    columns = [
        _("Uge"), _("Besøg"), _("Ingen mødt"), _("I ydertid"), _("Mødt"), _("Kort"), _("Minutter"), _("Aflyst"),
    ]  # fmt: skip
    rows = [week.cells for week in weeks_of(mine, timezone.localdate())]
    return render(request, "outreach/visit_numbers.html", {"tabs": visit_tabs("tal"), "columns": columns, "rows": rows})


@require_http_methods(["GET", "POST"])
def visit_new(request: HttpRequest) -> HttpResponse:
    """A visit for a day, at a place; with `?rute=` one on the route, on another day than its own."""
    user = request.user
    require(user, Can.LOG_CONTACT)
    route = None
    if request.GET.get("rute"):
        route = get_or_404(Route, _uuid(request.GET["rute"]), user)
    initial: dict[str, Any] = {"place": request.GET.get("sted", "")}
    if route:
        initial = {"planned_from": route.from_at, "planned_to": route.to_at}
    form = VisitForm(request.POST or None, user=user, route=route, initial=initial)
    if form.is_valid():
        try:
            made = plan_visit(unit=user.membership.unit, route=route, by=user, **form.plan())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Besøget er gemt."))
            return redirect(made)
    return render(request, "outreach/visit_new.html", {"form": form, "route": route})


@require_safe
def visit(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    return _page(request, _visit(request, visit_id))


@require_POST
def visit_out(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """*Gå ud*, one tap."""
    row = _visit(request, visit_id)
    try:
        row = go_out(visit=row, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(row)
    if row.expected_back_at:
        told = {"time": at_time(row.expected_back_at, timezone.now())}
        messages.success(request, _("I er ude. Ventes tilbage %(time)s.") % told)
    return redirect(_back_to(request, row))


@require_POST
def visit_more(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """*Mere tid*: half an hour, one tap."""
    row = more_time(visit=_visit(request, visit_id), by=request.user, seen=moment_in(request.POST.get("seen", "")))
    if row.is_out and row.expected_back_at:
        told = {"time": at_time(row.expected_back_at, timezone.now())}
        messages.success(request, _("Mere tid: ventes tilbage %(time)s.") % told)
    else:
        messages.info(request, _("Ingen er ude på besøget."))
    return redirect(_back_to(request, row))


@require_http_methods(["GET", "POST"])
def visit_back(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """*Vi er tilbage*: the visit's page with the two numbers; a GET is for whoever reloads after a mistake."""
    row = _visit(request, visit_id)
    form = BackForm(request.POST) if request.method == "POST" and row.is_out else None
    if form and form.is_valid():
        try:
            come_back(visit=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Godt, I er tilbage. Besøget er gemt."))
            return redirect(row)
    return _page(request, row, form)


@require_http_methods(["GET", "POST"])
def visit_edit(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """What really happened, also for a visit that nobody wrote down on the day."""
    row = _visit(request, visit_id)
    workers = list(User.objects.filter(pk__in=row.workers.values("user_id")))
    form = VisitEditForm(request.POST or None, instance=row, user=request.user, workers=workers)
    if form.is_valid():
        try:
            correct_visit(visit=row, by=request.user, **form.change())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Besøget er rettet."))
            return redirect(row)
    return render(request, "outreach/visit_edit.html", {"form": form, "visit": row})


@require_http_methods(["GET", "POST"])
def visit_call_off(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    row = _visit(request, visit_id)
    form = CallOffForm(request.POST or None)
    if form.is_valid():
        try:
            call_off(visit=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Besøget er aflyst."))
            return redirect(row)
    return render(request, "outreach/visit_call_off.html", {"form": form, "where": str(row), "back": row})


@require_POST
def visit_take_up(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    row = _visit(request, visit_id)
    try:
        take_up_again(visit=row, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Besøget står på dagen igen."))
    return redirect(row)


def _visit(request: HttpRequest, visit_id: UUID) -> Visit:
    rows = Visit.objects.select_related("route", "place", "cancelled_by")
    row: Visit = get_or_404(rows, visit_id, request.user)
    return row


def _page(request: HttpRequest, row: Visit, form: BackForm | None = None) -> HttpResponse:
    """One visit. The contacts that belong to it are shown by policy, and the look is in the access log."""
    now = timezone.now()
    shown = visit_rows(Visit.objects.filter(pk=row.pk))[0]
    crew = crew_of([row.pk])[row.pk]
    contacts, citizens = contact_lines(row, request.user)
    log_listed(citizens)
    if row.is_out and form is None:
        form = BackForm(initial={"met": met_so_far(row), "cards": 0})
    context = {
        "visit": row,
        "line": visit_lines([shown], {row.pk: crew}, now)[0],
        "crew": ", ".join(crew),
        "form": form,
        "is_overdue": row.is_overdue(now),
        "out_tone": "bad" if row.is_overdue(now) else "",
        "expected": at_time(row.expected_back_at, now) if row.is_out and row.expected_back_at else "",
        "is_past": row.day < timezone.localdate(now) and row.out_at is None,
        "facts": _facts(row, crew, now),
        "contacts": contacts,
    }
    return render(request, "outreach/visit.html", context)


def _facts(row: Visit, crew: list[str], now: datetime) -> list[tuple[str, str]]:
    out = at_time(row.out_at, now) if row.out_at else ""
    back = at_time(row.back_at, now) if row.back_at else ""
    numbers = (row.met, row.cards, row.minutes) if row.back_at else (None, None, None)
    met, cards, minutes = ("" if number is None else str(number) for number in numbers)
    facts = [(_("Hvem"), ", ".join(crew)), (_("Gik ud"), out), (_("Kom tilbage"), back), (_("Mødt"), met)]
    return [*facts, (_("Kort delt ud"), cards), (_("Minutter"), minutes)]


def _back_to(request: HttpRequest, row: Visit) -> str:
    """Where one came from, or the visit."""
    return own_address(request, request.POST.get("next", ""), row.get_absolute_url())


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
