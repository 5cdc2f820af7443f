"""*Evaluering*: what was used and what moved, looked at together."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import get_or_404
from accounts.policy import Can
from cases.access import get_known_citizen
from cases.actions.evaluation import edit_evaluation, evaluate
from cases.dates import short_day
from cases.form_page import form_page
from cases.forms.evaluation import EvaluationEditForm, EvaluationForm
from cases.models import Evaluation
from cases.plan_reading import read_plan
from cases.views.own_plan import plan_url


@require_http_methods(["GET", "POST"])
def evaluation_new(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    """What goes on is shown with how often the citizen came since the last time."""
    citizen = get_known_citizen(request, citizen_id, may=Can.WRITE_PLAN)
    form = EvaluationForm(request.POST or None, blocks=read_plan(citizen).running)
    return form_page(
        request, form, lambda _said: evaluate(citizen=citizen, by=request.user, **form.evaluation),
        template="cases/plan_form.html", said=_("Evalueringen er gemt, og planen er rettet til."),
        back=f"{plan_url(citizen)}#evaluering", citizen=citizen, heading=_("Evaluér planen"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def evaluation(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    row: Evaluation = get_or_404(Evaluation, evaluation_id, request.user)
    citizen = get_known_citizen(request, row.citizen_id, may=Can.WRITE_PLAN)
    form = EvaluationEditForm(request.POST or None, instance=row)
    return form_page(
        request, form, lambda said: edit_evaluation(evaluation=row, by=request.user, **said),
        template="cases/plan_form.html", said=_("Rettet."), back=f"{plan_url(citizen)}#evaluering", citizen=citizen,
        heading=_("Ret evalueringen"), lead=short_day(row.held_on),
    )  # fmt: skip
