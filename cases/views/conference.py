"""*Tag op*: the team's list for its next conference."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404, require
from accounts.forms.refusals import refuse
from accounts.models import User
from accounts.policy import Can
from audit.access import log_listed
from cases.access import get_citizen
from cases.actions.conference import decide_point, raise_point, reopen_point
from cases.caseload import citizens_by_id
from cases.conference import PAGE, PointRow, point_lines, point_rows, points
from cases.forms.conference import DecisionForm, PointForm
from cases.models import ConferencePoint
from cases.timeline import Key


@require_safe
def conference(request: HttpRequest) -> HttpResponse:
    """Open points, oldest first; `?vis=` enhed, besluttet, else one's team's (the unit's without a team)."""
    user = request.user
    require(user, Can.MANAGE_TASK)
    chosen = _chosen(user, request.GET.get("vis", ""))
    decided = chosen == "besluttet"
    rows = point_rows(points(user, chosen), Key.read(request.GET.get("efter", "")), newest_first=decided)
    more = rows[PAGE - 1].key if len(rows) > PAGE else None
    rows = rows[:PAGE]
    citizens = citizens_by_id(user, [row.citizen_id for row in rows if row.citizen_id], timezone.localdate())
    log_listed(citizens)
    context = {
        "tabs": _tabs(user, chosen),
        "lines": point_lines(rows, citizens),
        "decided": decided,
        "more_url": f"?{urlencode({'vis': chosen, 'efter': str(more)})}" if more else "",
    }
    return render(request, "cases/conference.html", context)


@require_http_methods(["GET", "POST"])
def conference_new(request: HttpRequest) -> HttpResponse:
    """A point, or with `?borger=` one about a citizen."""
    user = request.user
    require(user, Can.MANAGE_TASK)
    citizen = None
    if request.GET.get("borger"):
        citizen = get_citizen(request, _uuid(request.GET["borger"]), may=Can.MANAGE_TASK)
    form = PointForm(request.POST or None)
    back = citizen.get_absolute_url() if citizen else reverse("cases:conference")
    if form.is_valid():
        answers = form.cleaned_data
        place = {"unit": user.membership.unit, "team": user.membership.team}
        try:
            raise_point(**place, citizen=citizen, what=answers["what"], entry_id=answers["entry"], by=user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Punktet står på listen til konferencen."))
            return redirect(back)
    return render(request, "cases/conference_new.html", {"form": form, "citizen": citizen, "cancel_url": back})


@require_http_methods(["GET", "POST"])
def conference_decide(request: HttpRequest, point_id: UUID) -> HttpResponse:
    """What was decided about one point. Who decided first is shown to whoever comes second; nothing typed is lost."""
    point = _point(request, point_id)
    form = DecisionForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            decide_point(point=point, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Beslutningen er gemt."))
            return redirect("cases:conference")
    row = _row(request.user, point)
    citizens = {}
    if point.citizen:
        citizens = citizens_by_id(request.user, [point.citizen.pk], timezone.localdate())
    context = {"form": form, "line": point_lines([row], citizens)[0]}
    return render(request, "cases/conference_decide.html", context)


@require_POST
def conference_reopen(request: HttpRequest, point_id: UUID) -> HttpResponse:
    point = _point(request, point_id)
    reopen_point(point=point, by=request.user)
    messages.success(request, _("Punktet står på listen igen. En opgave, der fulgte af beslutningen, er stadig åben."))
    return redirect("cases:conference")


def _point(request: HttpRequest, point_id: UUID) -> ConferencePoint:
    """The point, and as `point.citizen` the citizen it is about, loaded through the policy (or None)."""
    point: ConferencePoint = get_or_404(ConferencePoint, point_id, request.user, may=Can.MANAGE_TASK)
    if point.citizen_id:
        point.citizen = get_citizen(request, point.citizen_id, may=Can.MANAGE_TASK)
    return point


def _row(user: User, point: ConferencePoint) -> PointRow:
    return point_rows(ConferencePoint.objects.visible_to(user).filter(pk=point.pk))[0]


def _chosen(user: User, wanted: str) -> str:
    if wanted in ("enhed", "besluttet"):
        return wanted
    return "team" if user.membership.team_id else "enhed"


def _tabs(user: User, chosen: str) -> list[dict]:
    tabs = {"team": _("Teamets")} if user.membership.team_id else {}
    tabs |= {"enhed": _("Enhedens"), "besluttet": _("Besluttet")}
    address = reverse("cases:conference")
    return [{"label": label, "url": f"{address}?vis={key}", "current": key == chosen} for key, label in tabs.items()]


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
