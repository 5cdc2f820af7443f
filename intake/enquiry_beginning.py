"""A course opened after an enquiry is not asked how the citizen came here."""

from __future__ import annotations

from django.utils import timezone
from django.utils.text import Truncator

from cases.models import Citizen
from cases.opening_parts import Beginning, register_beginning
from intake.models import Enquiry

#: As long as the remark about who referred.
_REMARK = 300


def beginning_of(citizen: Citizen) -> Beginning | None:
    """The citizen's open enquiry, the newest first. Of a protected citizen only when, not what. One query."""
    row = Enquiry.objects.open().filter(citizen=citizen.pk).order_by("-came_at").first()
    if row is None:
        return None
    words = "" if citizen.name_hidden else Truncator(" ".join(row.wish.split())).chars(_REMARK)
    return Beginning(timezone.localdate(row.came_at), row.door != Enquiry.Door.STREET, words)


register_beginning(beginning_of)
