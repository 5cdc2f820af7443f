"""*Overlevering*: begun, followed until the contact holds, and the link by which the receiver answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404, require
from accounts.forms.base import HouseForm
from accounts.forms.refusals import refuse
from accounts.policy import Can
from audit.access import log_listed
from cases.access import citizens_for, get_known_citizen
from cases.actions.handover_link import make_link, revoke_link
from cases.actions.warm_handover import (
    FACTS,
    begin_handover,
    edit_handover,
    end_handover,
    note_arrived,
    note_confirmed,
    note_stable,
    undo_fact,
)
from cases.forms.warm_handover import (
    ArriveForm,
    ConfirmForm,
    EndForm,
    HandoverEditForm,
    HandoverNewForm,
    SettleForm,
)
from cases.handover_numbers import PERIOD, begun_since, by_level, by_partner, columns
from cases.models import Case, Citizen, Handover
from cases.models.warm_handover import LINK_DAYS
from cases.reach import reaches
from cases.relocations import come_rows
from cases.warm_handover_page import handover_page
from cases.warm_handovers import handover_row, open_handovers, to_whom


@require_safe
def warm_handovers(request: HttpRequest) -> HttpResponse:
    """The unit's that are under way, and how far those of the last year came."""
    user, today = request.user, timezone.localdate()
    require(user, Can.SEE_CASELOAD)
    rows = list(open_handovers(user))
    labels = citizens_for(user, [row.citizen_id for row in rows])
    log_listed(labels)
    begun = begun_since(user, today - PERIOD)
    context = {
        "rows": [
            handover_row(row, labels[row.citizen_id], row.is_protected, today)
            for row in rows
            if row.citizen_id in labels
        ],
        "come": come_rows(user, today),
        "levels": by_level(begun),
        "level_columns": columns(_("Hvordan")),
        "partners": by_partner(begun),
        "partner_columns": columns(_("Til hvem")),
        "has_numbers": bool(begun),
    }
    return render(request, "cases/warm_handovers.html", context)


@require_http_methods(["GET", "POST"])
def warm_handover_new(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    citizen = get_known_citizen(request, citizen_id, may=Can.MANAGE_CASE)
    courses = list(Case.objects.visible_to(request.user).filter(citizen=citizen).open().order_by("-pk"))
    form = HandoverNewForm(request.POST or None, user=request.user, citizen=citizen, courses=courses)
    if form.is_valid():
        try:
            row = begin_handover(citizen=citizen, by=request.user, **form.handover)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Overleveringen er begyndt. Den står åben, til modtageren har svaret."))
            return redirect(row)
    context = {"form": form, "citizen": citizen, "heading": _("Ny overlevering"), "back": citizen.get_absolute_url()}
    return render(request, "cases/warm_handover_form.html", context)


@require_safe
def warm_handover(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    row = _handover(request, handover_id)
    may_manage = reaches(request.user, Can.MANAGE_CASE, row.citizen)
    return render(request, "cases/warm_handover.html", handover_page(row, may_manage=may_manage))


@require_http_methods(["GET", "POST"])
def warm_handover_edit(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    row = _handover(request, handover_id, may=Can.MANAGE_CASE)
    form = HandoverEditForm(request.POST or None, instance=row, user=request.user, citizen=row.citizen)
    if form.is_valid():
        try:
            edit_handover(handover=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Gemt."))
            return redirect(row)
    return _form_page(request, form, row, _("Ret overleveringen"))


@require_http_methods(["GET", "POST"])
def warm_handover_confirm(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    return _fact_page(request, handover_id, ConfirmForm, note_confirmed, _("Modtageren har bekræftet"))


@require_http_methods(["GET", "POST"])
def warm_handover_arrive(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    return _fact_page(request, handover_id, ArriveForm, note_arrived, _("Borgeren er mødt op"))


@require_http_methods(["GET", "POST"])
def warm_handover_settle(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    return _fact_page(request, handover_id, SettleForm, note_stable, _("Kontakten er stabil"))


@require_http_methods(["GET", "POST"])
def warm_handover_end(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    return _fact_page(request, handover_id, EndForm, end_handover, _("Slut overleveringen"))


def _fact_page(
    request: HttpRequest, handover_id: UUID, form_class: type[HouseForm], act: Callable[..., Any], heading: str
) -> HttpResponse:
    row = _handover(request, handover_id, may=Can.MANAGE_CASE)
    form = form_class(request.POST or None)
    if form.is_valid():
        try:
            act(handover=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Skrevet."))
            return redirect(row)
    return _form_page(request, form, row, heading)


@require_POST
def warm_handover_undo(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """`fact`: which of the facts was a mistake."""
    row = _handover(request, handover_id, may=Can.MANAGE_CASE)
    fact = request.POST.get("fact", "")
    if fact in FACTS:
        undo_fact(handover=row, fact=fact, by=request.user)
        messages.success(request, _("Fortrudt. Historikken har det stadig."))
    return redirect(row)


@require_http_methods(["GET", "POST"])
def warm_handover_link(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """Shown this once: a new one is made by asking for it, and the old one stops working. Whoever comes back by the
    address is led to the handover, and nothing is made."""
    row = _handover(request, handover_id, may=Can.MANAGE_CASE)
    if request.method == "GET":
        messages.info(request, _("Linket vises kun én gang. Har du ikke fået det med, så lav et nyt her."))
        return redirect(row)
    try:
        token, _link = make_link(handover=row, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(row)
    address = request.build_absolute_uri(reverse("cases:receipt", args=[token]))
    context = {"handover": row, "link": address, "days": LINK_DAYS}
    return render(request, "cases/warm_handover_link.html", context)


@require_POST
def warm_handover_link_revoke(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    row = _handover(request, handover_id, may=Can.MANAGE_CASE)
    revoke_link(handover=row, by=request.user)
    messages.success(request, _("Linket virker ikke mere."))
    return redirect(row)


def _handover(request: HttpRequest, handover_id: UUID, *, may: Can | None = None) -> Handover:
    """The handover and, as `handover.citizen`, the citizen; raises like `get_known_citizen`."""
    rows = Handover.objects.select_related("partner", "offer", "escort", "noted_by")
    row: Handover = get_or_404(rows, handover_id, request.user)
    row.citizen = get_known_citizen(request, row.citizen_id, may=may)
    return row


def _form_page(request: HttpRequest, form: HouseForm, row: Handover, heading: str) -> HttpResponse:
    offer = row.offer.name if row.offer else ""
    partner = row.partner.name if row.partner else ""
    citizen: Citizen = row.citizen
    context = {
        "form": form,
        "citizen": citizen,
        "heading": heading,
        "back": row.get_absolute_url(),
        "text": to_whom(partner, offer, row.other_kind, row.other_name),
    }
    return render(request, "cases/warm_handover_form.html", context)
