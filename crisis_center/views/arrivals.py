"""A citizen arrives, and gets another room or another day to stay until."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import NotAllowed
from accounts.forms.refusals import refuse
from accounts.models import User
from crisis_center.actions.stay import admit as admit_citizen
from crisis_center.actions.stay import arrange_stay
from crisis_center.at_centre import get_referral_here, get_stay_here
from crisis_center.forms.arrival import ArrivalForm, RoomForm
from crisis_center.models import Room, RoomUse, Stay
from crisis_center.rooms import in_order
from crisis_center.stay_pages import duty_form


@require_http_methods(["GET", "POST"])
def admit(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The citizen is here: now, in a free room or none yet. One who has arrived already is shown as they are."""
    referral = get_referral_here(request, referral_id)
    if arrived := Stay.objects.visible_to(request.user).filter(referral=referral).first():
        messages.info(request, _("Borgeren er allerede skrevet ind."))
        return redirect(arrived)
    if not referral.may_arrive:
        raise NotAllowed(_("Der er ikke sagt ja til opholdet endnu."), referral)
    form = ArrivalForm(request.POST or None, centre=referral.centre, rooms=_free(request.user, referral.centre_id))
    if form.is_valid():
        answers = form.cleaned_data
        try:
            stay = admit_citizen(
                referral=referral, room=answers["room"], at=answers["arrived_at"],
                expected_until=answers["expected_until"], by=request.user,
            )  # fmt: skip
        except ValidationError as error:
            refuse(form, error)
            form.offer(_free(request.user, referral.centre_id))
        else:
            messages.success(request, _("Borgeren er skrevet ind."))
            return redirect(stay)
    return render(request, "crisis_center/admit.html", {"form": form, "referral": referral})


@require_http_methods(["GET", "POST"])
def stay_room(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    """Another room, or the first one; and until when the citizen is expected to stay."""
    stay = get_stay_here(request, stay_id)
    use = RoomUse.objects.visible_to(request.user).going().filter(stay=stay).select_related("room").first()
    rooms = [*([use.room] if use else []), *_free(request.user, stay.centre_id)]
    initial = {"room": use.room_id if use else "", "expected_until": stay.expected_until}
    form = RoomForm(request.POST or None, initial=initial, centre=stay.centre, rooms=rooms, has_room=use is not None)
    act = partial(arrange_stay, stay=stay, by=request.user)
    return duty_form(request, stay, form, act, heading=_("Værelse og varighed"), done=_("Gemt."))


def _free(user: User, centre_id: UUID) -> list[Room]:
    return in_order(Room.objects.visible_to(user).free().filter(centre=centre_id))
