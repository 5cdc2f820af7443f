"""The only way to an enquiry: policy, purpose and access log in one call."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.access import get_or_404
from accounts.policy import Can
from audit.access import log_access
from audit.models import AccessLog
from cases.access import get_known_citizen, purpose_for, remember_purpose
from intake.models import Enquiry


def get_enquiry(request: HttpRequest, enquiry_id: UUID, *, may: Can | None = None) -> Enquiry:
    """The enquiry with its end (`with_end`); the look is logged. About a citizen, whom `may` must reach, it has
    `.citizen` as `get_citizen` loads it.

    Raises like `get_known_citizen`: what was told would say who a protected citizen is.
    """
    rows = Enquiry.objects.with_end().with_follower().select_related(
        "unit", "author", "taken_by", "settled_by", "request", "handover__partner", "handover__offer",
        "agreement__place", "agreement__owner",
    )  # fmt: skip
    row: Enquiry = get_or_404(rows, enquiry_id, request.user, may=Can.RECEIVE_ENQUIRIES)
    if row.citizen_id is None:
        log_access(action=AccessLog.Action.VIEW, object_type=Enquiry._meta.label_lower, object_id=row.pk)
    else:
        if row.taken_by_id == request.user.pk and row.ended_how is None:
            receives(request, row.citizen_id)
        row.citizen = get_known_citizen(request, row.citizen_id, may=may)
    return row


def receives(request: HttpRequest, citizen_id: UUID) -> None:
    """Whoever has taken a citizen's enquiry has said by that why they look."""
    if not purpose_for(request, citizen_id):
        remember_purpose(request, citizen_id, _("Tager imod borgerens henvendelse"))
