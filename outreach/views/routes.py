"""*Ruter*: the week, one route with all a new colleague needs, and going out on it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404, require
from accounts.addresses import own_address
from accounts.forms.refusals import refuse
from accounts.models import User
from accounts.policy import Can
from cases.edge_hours import edge_words
from outreach.actions.route import plan_route
from outreach.actions.visit import begin_route, call_off_route
from outreach.forms.route import RouteEditForm, RouteForm
from outreach.forms.visit import CallOffForm
from outreach.models import Route, RouteStop, Visit
from outreach.route_page import changes_of
from outreach.route_week import holds_words, partners_of_routes, stops_of, told_words, week_of
from outreach.views.visit_tabs import visit_tabs
from outreach.visit_list import at_time, crew_of, span, visit_lines, visit_rows

#: Visits on a route's page.
LATEST = 10


@require_safe
def routes(request: HttpRequest) -> HttpResponse:
    """The week as it is planned, and what became of it; `?vis=stoppede`: routes that are walked no more."""
    user = request.user
    require(user, Can.LOG_CONTACT)
    mine = Route.objects.visible_to(user)
    stopped = request.GET.get("vis") == "stoppede"
    days, edges = week_of(mine.stopped() if stopped else mine.in_use(), timezone.now())
    context = {
        "tabs": visit_tabs("ruter"),
        "days": [day for day in days if day.routes] if stopped else days,
        "is_empty": not any(day.routes for day in days),
        "edges": edges,
        "stopped": stopped,
    }
    return render(request, "outreach/routes.html", context)


@require_http_methods(["GET", "POST"])
def route_new(request: HttpRequest) -> HttpResponse:
    user = request.user
    require(user, Can.MANAGE_PLACES)
    route = Route(unit=user.membership.unit)
    form = RouteForm(request.POST or None, instance=route, user=user)
    if form.is_valid():
        try:
            plan_route(route=route, by=user, **form.plan())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Ruten er gemt."))
            return redirect(route)
    return render(request, "outreach/route_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def route_edit(request: HttpRequest, route_id: UUID) -> HttpResponse:
    """What the others see from now on. Whoever saves second sees what the first changed."""
    row: Route = get_or_404(Route, route_id, request.user, may=Can.MANAGE_PLACES)
    workers = list(User.objects.filter(pk__in=row.workers.values("user_id")))
    stops = stops_of([row]).get(row.pk, [])
    partners = partners_of_routes([row]).get(row.pk, [])
    known = {"stops": stops, "workers": workers, "partners": partners}
    form = RouteEditForm(request.POST or None, instance=row, user=request.user, **known)
    if form.is_valid():
        try:
            plan_route(route=row, by=request.user, **form.plan())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Ruten er rettet."))
            return redirect(row)
    return render(request, "outreach/route_form.html", {"form": form, "route": row})


@require_safe
def route(request: HttpRequest, route_id: UUID) -> HttpResponse:
    """All one needs to walk it: places and who stays there, who was told, the last visits and what was noted."""
    row: Route = get_or_404(Route, route_id, request.user)
    now = timezone.now()
    today = timezone.localdate(now)
    links = row.workers.select_related("user").order_by("user__name")
    visits = visit_rows(Visit.objects.filter(route=row), limit=LATEST)[:LATEST]
    lines = visit_lines(visits, crew_of(visit.id for visit in visits), now)
    begun = [line for visit, line in zip(visits, lines, strict=True) if visit.is_out]
    context = {
        "route": row,
        "weekday": str(row.get_weekday_display()).capitalize(),
        "clock": span(row.from_at, row.to_at),
        "edge": edge_words(row.weekday, row.from_at, row.to_at),
        "holds": holds_words(row, today),
        "partners": partners_of_routes([row]).get(row.pk, []),
        "told": told_words(row),
        "stops": [_stop(stop) for stop in stops_of([row]).get(row.pk, [])],
        "workers": [link.user.name for link in links],
        "runs_today": row.runs_on(today),
        "is_stopped": row.to_on is not None and row.to_on < today,
        "out": begun[0] if begun else None,
        "done_today": any(visit.day == today and (visit.back_at or visit.cancelled_at) for visit in visits),
        "visits": lines,
        "changes": changes_of(row, today),
    }
    return render(request, "outreach/route.html", context)


@require_POST
def route_out(request: HttpRequest, route_id: UUID) -> HttpResponse:
    """*Gå ud*: today's visit begins."""
    row: Route = get_or_404(Route, route_id, request.user)
    try:
        visit = begin_route(route=row, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(row)
    told = {"time": at_time(visit.expected_back_at, timezone.now())}
    messages.success(request, _("I er ude. Ventes tilbage %(time)s.") % told)
    return redirect(own_address(request, request.POST.get("next", ""), visit.get_absolute_url()))


@require_http_methods(["GET", "POST"])
def route_call_off(request: HttpRequest, route_id: UUID) -> HttpResponse:
    """Nobody walks the route today, and why."""
    row: Route = get_or_404(Route, route_id, request.user)
    form = CallOffForm(request.POST or None)
    if form.is_valid():
        try:
            visit = call_off_route(route=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Dagens besøg er aflyst."))
            return redirect(visit)
    return render(request, "outreach/visit_call_off.html", {"form": form, "where": row.name, "back": row})


def _stop(stop: RouteStop) -> dict:
    place = stop.place
    return {
        "name": place.name,
        "url": place.get_absolute_url(),
        "clock": stop.at,
        "kind": " · ".join(part for part in (str(place.get_kind_display()), place.area) if part),
        "about": place.description,
        "closed": place.closed_on is not None,
    }
