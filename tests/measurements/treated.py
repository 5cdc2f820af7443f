"""A treatment with its request, its enrolment and its end on days of one's own, made through the actions."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.actions.case import close_case, open_case
from cases.actions.task import end_request, register_request
from cases.models import Case, CasePeriod, Citizen
from outreach.actions.enrolment import enrol


def moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def course_of(citizen: Citizen, opened: date, *, by: User) -> Case:
    return open_case(
        citizen=citizen, unit=citizen.unit, pathway="outreach", contact_person=by, at=moment(opened), by=by
    )


def treated(
    citizen: Citizen,
    *,
    asked: date | None,
    begun: date,
    ended: date | None = None,
    reason: str = "completed",
    by: User,
    **enrolled: Any,
) -> CasePeriod:
    """One course from the request to its end. `asked` None: nobody wrote the request down."""
    case = course_of(citizen, asked or begun, by=by)
    if asked:
        request = register_request(citizen=citizen, on=asked, by=by)
        late = "Der var ingen plads før." if (begun - asked).days > 14 else ""
        end_request(request=request, outcome="started", on=begun, note=late, by=by)
    enrol(case=case, **{"enrolled_on": begun, "offer_words": "Dagbehandling", "therapist": "Bo", **enrolled}, by=by)
    if ended:
        close_case(case=case, reason=reason, at=moment(ended), by=by)
    period: CasePeriod = CasePeriod.objects.get(case=case)
    return period
