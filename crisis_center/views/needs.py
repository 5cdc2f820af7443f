"""A need during the stay is seen, and closed when it is met."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crisis_center.actions.need import note_need, settle_need
from crisis_center.at_centre import get_of_stay, get_stay_here
from crisis_center.forms.duty import NeedForm
from crisis_center.models import Need
from crisis_center.stay_pages import duty_form


@require_http_methods(["GET", "POST"])
def need_new(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    stay = get_stay_here(request, stay_id)
    act = partial(note_need, stay=stay, by=request.user)
    form = NeedForm(request.POST or None)
    return duty_form(request, stay, form, act, heading=_("Nyt behov"), done=_("Behovet er gemt."))


@require_POST
def need_settle(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """Met; with `again` it is not met after all."""
    need = get_of_stay(request, Need, need_id)
    closed = "again" not in request.POST
    settle_need(need=need, closed=closed, by=request.user)
    messages.success(request, _("Behovet er lukket.") if closed else _("Behovet er åbnet igen."))
    return redirect(need.stay)
