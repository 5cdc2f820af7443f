"""Treatment plan, action plan and coordinating plan: read, completed, printed. Goals and offers are the own plan's."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404
from accounts.forms.refusals import refuse
from accounts.policy import Can
from audit.models import AccessLog
from cases.access import get_known_citizen
from cases.actions.formal_plan import (
    agree_effort,
    change_effort,
    end_formal_plan,
    keep_formal_plan,
    remove_effort,
)
from cases.citizens_paper import TEMPLATE
from cases.following import ask_of
from cases.form_page import form_page
from cases.formal_plan_page import formal_page
from cases.formal_plans import formal_paper, read_formal
from cases.forms.formal_plan import EffortForm, FormalPlanForm
from cases.models import Effort, FormalPlan
from cases.plan_reading import read_plan
from cases.reach import reaches
from cases.typesetting import typeset


@require_http_methods(["GET", "POST"])
def formal_plan(request: HttpRequest, citizen_id: UUID, plan_kind: str) -> HttpResponse:
    """The plan as the citizen gets it, and beside it what goals and offers do not say."""
    kind = _kind(plan_kind)
    may = Can.WRITE_PLAN if request.method == "POST" else None
    citizen = get_known_citizen(request, citizen_id, may=may)
    formal = read_formal(citizen)[kind]
    form = FormalPlanForm(request.POST or None, kind=kind, row=formal.row)
    if form.is_valid():
        try:
            row = keep_formal_plan(citizen=citizen, kind=kind, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Gemt."))
            return redirect(row)
    plan = read_plan(citizen)
    paper = formal_paper(formal, plan, ask=ask_of(citizen, request.user))
    context = formal_page(formal, plan, citizen, may_write=reaches(request.user, Can.WRITE_PLAN, citizen))
    return render(request, "cases/formal_plan.html", {**context, "paper": paper, "form": form})


@require_safe
def formal_plan_pdf(request: HttpRequest, citizen_id: UUID, plan_kind: str) -> HttpResponse:
    """A PDF that opens in the browser. Its name says nothing of whose plan it is, or of which kind."""
    kind = _kind(plan_kind)
    citizen = get_known_citizen(request, citizen_id, action=AccessLog.Action.PRINT)
    paper = formal_paper(read_formal(citizen)[kind], read_plan(citizen), ask=ask_of(citizen, request.user))
    response = HttpResponse(typeset(TEMPLATE, paper.as_data()), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="plan.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def formal_plan_end(request: HttpRequest, formal_plan_id: UUID) -> HttpResponse:
    row = get_or_404(FormalPlan, formal_plan_id, request.user)
    citizen = get_known_citizen(request, row.citizen_id, may=Can.WRITE_PLAN)
    end_formal_plan(plan=row, by=request.user)
    messages.success(request, _("Planen gælder ikke mere. Historikken har den stadig."))
    return redirect("cases:own_plan", citizen.pk)


@require_http_methods(["GET", "POST"])
def effort_new(request: HttpRequest, formal_plan_id: UUID) -> HttpResponse:
    """`?tilbud=`: the offer somebody is to answer for."""
    row = get_or_404(FormalPlan, formal_plan_id, request.user)
    citizen = get_known_citizen(request, row.citizen_id, may=Can.WRITE_PLAN)
    initial = {"chosen": request.GET.get("tilbud", "")}
    form = EffortForm(request.POST or None, citizen=citizen, initial=initial)
    return form_page(
        request, form,
        lambda said: agree_effort(plan=row, entry_id=said.pop("entry"), by=request.user, **said),
        template="cases/plan_form.html", said=_("Indsatsen står i planen."), back=f"{row.get_absolute_url()}#indsatser",
        citizen=citizen, heading=_("Indsats og ansvarlig"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def effort(request: HttpRequest, effort_id: UUID) -> HttpResponse:
    row = get_or_404(Effort.objects.select_related("plan"), effort_id, request.user)
    citizen = get_known_citizen(request, row.plan.citizen_id, may=Can.WRITE_PLAN)
    form = EffortForm(request.POST or None, citizen=citizen, row=row)

    def change(said: dict) -> None:
        said.pop("entry")
        change_effort(effort=row, by=request.user, **said)

    return form_page(
        request, form, change, template="cases/plan_form.html", said=_("Indsatsen er rettet."),
        back=f"{row.plan.get_absolute_url()}#indsatser", citizen=citizen, heading=_("Indsats og ansvarlig"),
    )  # fmt: skip


@require_POST
def effort_remove(request: HttpRequest, effort_id: UUID) -> HttpResponse:
    row = get_or_404(Effort.objects.select_related("plan"), effort_id, request.user)
    get_known_citizen(request, row.plan.citizen_id, may=Can.WRITE_PLAN)
    remove_effort(effort=row, by=request.user)
    messages.success(request, _("Fjernet. Historikken har det stadig."))
    return redirect(f"{row.plan.get_absolute_url()}#indsatser")


def _kind(text: str) -> str:
    """Raises Http404 for what is no plan."""
    if text not in FormalPlan.Kind.values:
        raise Http404
    return text
