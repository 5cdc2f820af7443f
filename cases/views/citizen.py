"""A citizen's page: who it is, what to know before meeting them, and everything that has happened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import NotAllowed, get_or_404
from accounts.forms.refusals import refuse
from accounts.policy import Can
from accounts.prepared import prepared
from audit.models import AccessLog
from cases.access import get_citizen
from cases.actions.citizen import add_best_met, allow_speaking_with, end_speaking_with, remove_best_met
from cases.citizen_page import contact_person, facts_shown, status_of
from cases.following import followers_of_citizen
from cases.forms.citizen_parts import BestMetForm, SpeaksForForm
from cases.models import BestMet, Citizen, SpeaksFor
from cases.numbers import masked_cpr, written_cpr, written_phone
from cases.panels import Page, load_panels
from cases.reach import reaches
from cases.sources import speaking_for
from cases.timeline import PAGE, Key, sources, timeline

#: Entries before "Vis ældre": on a tablet the cards about the person stand below them.
FIRST = 10


@require_GET
def citizen(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    """`?foer=` a key: older entries of the timeline; `?slags=` a kind: only these. htmx gets the entries alone."""
    row = get_citizen(request, citizen_id)
    context = _timeline(request, row)
    if request.headers.get("HX-Request"):
        response = render(request, "cases/citizen_timeline.html", context)
    else:
        response = render(request, "cases/citizen.html", {**context, **_page(request, row)})
    patch_vary_headers(response, ["HX-Request"])
    return response


def _timeline(request: HttpRequest, row: Citizen) -> dict[str, Any]:
    kind, before = request.GET.get("slags", ""), Key.read(request.GET.get("foer", ""))
    address = row.get_absolute_url()
    tabs = [{"label": _("Alt"), "url": f"{address}#tidslinje", "current": not kind}]
    for source in sources():
        url = f"{address}?{urlencode({'slags': source.kind})}#tidslinje"
        tabs.append({"label": str(source.label), "url": url, "current": kind == source.kind})
    page = timeline(row, request.user, kind=kind, before=before, limit=PAGE if before else FIRST)
    older = {"slags": kind, "foer": str(page.older)} if kind else {"foer": str(page.older)}
    return {
        "citizen": row,
        "page": page,
        "tabs": tabs,
        "is_older": before is not None,
        "newest_url": f"{address}?{urlencode({'slags': kind})}" if kind else address,
        "older_url": f"{address}?{urlencode(older)}" if page.older else "",
    }


def _page(request: HttpRequest, row: Citizen, *, cpr: str = "", **forms: Any) -> dict[str, Any]:
    user, today = request.user, timezone.localdate()
    speaks_for = [] if row.name_hidden else speaking_for(row)
    return {
        "status": status_of(row, user),
        "facts": facts_shown(row),
        "cpr": cpr or ("" if row.name_hidden else masked_cpr(row.cpr)),
        "cpr_is_shown": bool(cpr),
        "contact_person": contact_person(row),
        "calls": followers_of_citizen(row),
        "best_met": [] if row.name_hidden else _best_met(citizen=row.pk),
        "speaks_for": [
            (one, written_phone(one.phone)) for one in speaks_for if one.ended_on is None or one.ended_on > today
        ],
        "best_met_form": BestMetForm(user=user),
        "speaks_for_form": SpeaksForForm(),
        "panels": load_panels(Page.CITIZEN, user, row),
        "may_edit": reaches(user, Can.EDIT_CITIZEN, row) and not row.name_hidden,
        "may_join": reaches(user, Can.JOIN_CITIZENS, row) and not row.name_hidden,
        "may_log": reaches(user, Can.LOG_CONTACT, row),
        "may_reveal": bool(row.cpr) and not row.name_hidden and reaches(user, Can.REVEAL_CPR, row),
        "new_contact_url": f"{reverse('cases:contact_new')}?{urlencode({'borger': row.pk})}",
        **forms,
    }


@prepared
def _best_met(_asker: None, citizen: UUID) -> QuerySet:
    return BestMet.objects.filter(citizen=citizen).select_related("place").order_by("weekday", "day_of_month", "pk")


def _again(request: HttpRequest, row: Citizen, **forms: Any) -> HttpResponse:
    """The whole page, with the form that was not right."""
    return render(request, "cases/citizen.html", {**_timeline(request, row), **_page(request, row, **forms)})


@require_http_methods(["GET", "POST"])
def citizen_cpr(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    """The whole number, once, at a button; a GET (somebody reloads) leads back to the page with the mask."""
    if request.method == "GET":
        return redirect("cases:citizen", citizen_id)
    row = get_citizen(request, citizen_id, may=Can.REVEAL_CPR, action=AccessLog.Action.REVEAL)
    cpr = "" if row.name_hidden else written_cpr(row.cpr)
    if request.headers.get("HX-Request"):
        return render(request, "cases/citizen_cpr.html", {"citizen": row, "cpr": cpr, "cpr_is_shown": True})
    return _again(request, row, cpr=cpr)


def _editable(request: HttpRequest, citizen_id: UUID) -> Citizen:
    """Raises like `get_citizen`, and NotAllowed for a protected citizen whom the user may not know."""
    row = get_citizen(request, citizen_id, may=Can.EDIT_CITIZEN)
    if row.name_hidden:
        raise NotAllowed(_("Borgeren er beskyttet. Kun de, der er på forløbet, kan rette oplysningerne."), row)
    return row


@require_http_methods(["GET", "POST"])
def best_met_add(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    if request.method == "GET":
        return redirect("cases:citizen", citizen_id)
    row = _editable(request, citizen_id)
    form = BestMetForm(request.POST, user=request.user)
    if not form.is_valid():
        return _again(request, row, best_met_form=form)
    facts = form.cleaned_data
    is_there = row.best_met.filter(**facts).exists()
    if not is_there:
        add_best_met(citizen=row, by=request.user, **facts)
        messages.success(request, _("Tilføjet under Bedst at træffe."))
    return redirect(row)


@require_POST
def best_met_remove(request: HttpRequest, citizen_id: UUID, best_met_id: UUID) -> HttpResponse:
    row = _editable(request, citizen_id)
    there: QuerySet = BestMet.objects.filter(citizen=row)
    remove_best_met(best_met=get_or_404(there, best_met_id, request.user), by=request.user)
    messages.success(request, _("Fjernet. Historikken har det stadig."))
    return redirect(row)


@require_http_methods(["GET", "POST"])
def speaks_for_add(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    if request.method == "GET":
        return redirect("cases:citizen", citizen_id)
    row = _editable(request, citizen_id)
    form = SpeaksForForm(request.POST)
    if not form.is_valid():
        return _again(request, row, speaks_for_form=form)
    facts = form.cleaned_data
    same = row.speaks_for.filter(name=facts["name"], relation=facts["relation"], ended_on=None)
    if not same.exists():
        try:
            allow_speaking_with(citizen=row, by=request.user, **facts)
        except ValidationError as error:
            refuse(form, error)
            return _again(request, row, speaks_for_form=form)
        messages.success(request, _("Tilføjet under Må tale med."))
    return redirect(row)


@require_POST
def speaks_for_end(request: HttpRequest, citizen_id: UUID, speaks_for_id: UUID) -> HttpResponse:
    row = _editable(request, citizen_id)
    there: QuerySet = SpeaksFor.objects.filter(citizen=row, ended_on=None)
    try:
        end_speaking_with(speaks_for=get_or_404(there, speaks_for_id, request.user), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Aftalen gælder ikke mere."))
    return redirect(row)
