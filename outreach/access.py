"""The only way to a course of the outreach model."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from accounts.policy import Can
from cases.access import get_case
from cases.models import Case
from outreach.pathway import OUTREACH


def get_course(request: HttpRequest, case_id: UUID) -> Case:
    """The course to work on, its citizen loaded; raises as `get_case` does, and Http404 for another model's course."""
    case = get_case(request, case_id, may=Can.WORK_PATHWAY)
    if case.pathway != OUTREACH.key:
        raise Http404
    return case
