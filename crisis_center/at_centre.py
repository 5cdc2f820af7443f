"""What only the people of a centre do: the house itself, and what they write about a stay."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from accounts.access import NotAllowed, get_or_404, require
from accounts.models import User
from accounts.policy import Can
from crisis_center.access import get_referral, get_stay
from crisis_center.models import Centre, CentreReferral, Stay
from crisis_center.models.of_stay import OfStay

Row = TypeVar("Row", bound=OfStay)


def own_centre(user: User) -> Centre | None:
    """The centre at which the user works."""
    if user.membership is None or user.membership.unit_id is None:
        return None
    return Centre.objects.in_use().filter(unit=user.membership.unit_id).select_related("unit").first()


def get_own_centre(request: HttpRequest) -> Centre:
    """Raises NotAllowed where the role has no business with a house, Http404 where the unit is none."""
    require(request.user, Can.SEE_CASELOAD)
    centre = own_centre(request.user)
    if centre is None:
        raise Http404
    return centre


def get_stay_here(request: HttpRequest, stay_id: UUID) -> Stay:
    """A stay to work on, for the centre's people only. Raises like `get_stay`."""
    stay = get_stay(request, stay_id, may=Can.WORK_PATHWAY)
    if not stay.at_centre:
        raise NotAllowed(_("Det gør centrets egne medarbejdere."), stay)
    return stay


def get_referral_here(request: HttpRequest, referral_id: UUID) -> CentreReferral:
    referral = get_referral(request, referral_id, may=Can.WORK_PATHWAY)
    if not referral.at_centre:
        raise NotAllowed(_("Det gør centrets egne medarbejdere."), referral)
    return referral


def get_of_stay(request: HttpRequest, model: type[Row], pk: UUID) -> Row:
    """A row about a stay to work on, with `row.stay` loaded through the policy and logged."""
    row = get_or_404(model, pk, request.user, may=Can.WORK_PATHWAY)
    row.stay = get_stay(request, row.stay_id, may=Can.WORK_PATHWAY)
    return row
