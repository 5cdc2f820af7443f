"""The only way to a stay or a referral: policy, purpose and access log in one call, for home and centre alike."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from accounts.access import get_or_404
from accounts.models import User
from accounts.policy import Can
from audit.access import log_access
from cases.access import get_case
from cases.models import Case
from crisis_center.models import Centre, CentreReferral, Stay
from crisis_center.pathway import CRISIS


def is_of_centre(user: User, centre: Centre) -> bool:
    """Whether the user works at the centre: they know the citizen by what the referral says, and nothing else."""
    return bool(user.membership and user.membership.unit_id == centre.unit_id)


def get_crisis_course(request: HttpRequest, case_id: UUID, *, may: Can = Can.WORK_PATHWAY) -> Case:
    """Home's course to work on, its citizen loaded; raises as `get_case`, and Http404 for another model's course."""
    case = get_case(request, case_id, may=may)
    if case.pathway != CRISIS.key:
        raise Http404
    return case


def get_referral(request: HttpRequest, referral_id: UUID, *, may: Can | None = None) -> CentreReferral:
    """The referral with `.at_centre` (which side the user is on). Raises like `get_or_404`; home's side also like
    `get_citizen`, and finds `referral.case.citizen` loaded."""
    rows = CentreReferral.objects.select_related("centre__unit", "organisation", "asked_by", "decided_by")
    referral: CentreReferral = get_or_404(rows, referral_id, request.user, may=may)
    referral.at_centre = _logged(request, referral)
    return referral


def get_stay(request: HttpRequest, stay_id: UUID, *, may: Can | None = None) -> Stay:
    """The stay with its referral, and `.at_centre`; raises like `get_referral`."""
    rows = Stay.objects.select_related("referral", "centre__unit", "organisation", "arrived_by")
    stay: Stay = get_or_404(rows, stay_id, request.user, may=may)
    stay.at_centre = _logged(request, stay)
    return stay


def _logged(request: HttpRequest, row: CentreReferral | Stay) -> bool:
    """Log the look; True on the centre's side, which is not asked why: who is in the house is its work."""
    if not is_of_centre(request.user, row.centre):
        row.case = get_case(request, row.case_id)
        return False
    # Home's course is shared, its citizen is not: the id is all that the log needs.
    citizen_id = Case.objects.filter(pk=row.case_id).values_list("citizen_id", flat=True).get()
    log_access(action="view", citizen_id=citizen_id)
    return True
