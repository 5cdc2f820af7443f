"""*Vagtoverlevering*: read, ticked as read, written."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404, require
from accounts.forms.refusals import refuse
from accounts.policy import Can
from audit.access import log_listed
from cases.timeline import Key
from crisis_center.actions.handover import hand_over_shift, read_handover
from crisis_center.at_centre import get_own_centre
from crisis_center.board import read_board
from crisis_center.forms.duty import HandoverForm
from crisis_center.models import ShiftHandover
from crisis_center.shift_handovers import handover_page


@require_safe
def handovers(request: HttpRequest) -> HttpResponse:
    centre = get_own_centre(request)
    lines, more = handover_page(centre, request.user, Key.read(request.GET.get("efter", "")))
    return render(request, "crisis_center/handovers.html", {"centre": centre, "lines": lines, "more": more})


@require_http_methods(["GET", "POST"])
def handover_new(request: HttpRequest) -> HttpResponse:
    """The house on one side, the words on the other."""
    centre = get_own_centre(request)
    require(request.user, Can.WORK_PATHWAY)
    house = read_board(centre, request.user)
    log_listed(house.citizens)
    stays = [(row.id, f"{row.called} · {row.room}" if row.room else row.called) for row in house.rows]
    form = HandoverForm(request.POST or None, stays=stays, watched=[row.id for row in house.watched])
    if form.is_valid():
        try:
            values = dict(form.cleaned_data)
            hand_over_shift(centre=centre, entry_id=values.pop("entry"), by=request.user, **values)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Overleveringen er gemt."))
            return redirect("crisis_center:board")
    return render(request, "crisis_center/handover_new.html", {"form": form, "centre": centre, "board": house})


@require_POST
def handover_read(request: HttpRequest, shift_handover_id: UUID) -> HttpResponse:
    handover = get_or_404(ShiftHandover, shift_handover_id, request.user, may=Can.WORK_PATHWAY)
    read_handover(handover=handover, by=request.user)
    messages.success(request, _("Overleveringen er læst."))
    return redirect("crisis_center:board")
