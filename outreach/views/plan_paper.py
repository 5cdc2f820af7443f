"""The plan on paper, for the citizen to take along."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import get_or_404
from audit.models import AccessLog
from cases.access import get_citizen
from cases.citizens_paper import TEMPLATE
from cases.following import ask_of
from cases.typesetting import typeset
from outreach.access import get_course
from outreach.models import OnwardPlan
from outreach.plan_page import checked_offers, plan_steps
from outreach.plan_paper import paper_of


@require_safe
def plan_paper(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """A PDF that opens in the browser. Its name says nothing of whose plan it is."""
    rows = OnwardPlan.objects.select_related("given_by")
    plan = get_or_404(rows, plan_id, request.user)
    case = get_course(request, plan.case_id)
    get_citizen(request, case.citizen_id, action=AccessLog.Action.PRINT)
    citizen = case.citizen
    name = citizen.name if plan.with_name and citizen.name and not citizen.name_hidden else ""
    paper = paper_of(
        plan, checked_offers(plan), plan_steps(plan), name=name, ask=ask_of(citizen, plan.given_by or request.user),
        today=timezone.localdate(),
    )  # fmt: skip
    response = HttpResponse(typeset(TEMPLATE, paper.as_data()), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="min-plan.pdf"'
    response["Cache-Control"] = "no-store"
    return response
