"""*Egen plan*: the citizen's goals, what goes well, what was chosen; on a page to read along, and on paper."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404
from accounts.forms.refusals import refuse
from accounts.policy import Can
from audit.models import AccessLog
from cases.access import get_known_citizen
from cases.actions.goal import add_goal
from cases.actions.good_thing import note_good_thing, remove_good_thing
from cases.citizens_paper import TEMPLATE
from cases.following import ask_of
from cases.form_page import form_page
from cases.formal_plan_page import plan_links
from cases.formal_plans import read_formal
from cases.forms.goal import GoalForm
from cases.forms.good_thing import GoodThingForm
from cases.models import Citizen, GoodThing
from cases.own_plan_page import plan_page
from cases.own_plan_paper import own_plan_paper
from cases.plan_reading import read_plan
from cases.reach import reaches
from cases.typesetting import typeset


@require_http_methods(["GET", "POST"])
def own_plan(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    """The whole plan; a POST is a new goal."""
    may = Can.WRITE_PLAN if request.method == "POST" else None
    citizen = get_known_citizen(request, citizen_id, may=may)
    form = GoalForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            goal = add_goal(
                citizen=citizen, words=data["words"], theme=data["theme"], entry_id=data["entry"], by=request.user
            )
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Målet står i planen. Skriv nu det første lille skridt, hvis I kender det."))
            return redirect(f"{plan_url(citizen)}#maal-{goal.pk}")
    may_write = reaches(request.user, Can.WRITE_PLAN, citizen)
    plan = read_plan(citizen)
    context = plan_page(plan, citizen, may_write=may_write)
    context |= {"formal_plans": plan_links(read_formal(citizen), plan, citizen)}
    context |= {"form": form, "good_form": GoodThingForm(auto_id="godt_%s")}
    return render(request, "cases/own_plan.html", context)


@require_http_methods(["GET", "POST"])
def good_thing_new(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    citizen = get_known_citizen(request, citizen_id, may=Can.WRITE_PLAN)
    return form_page(
        request, GoodThingForm(request.POST or None),
        lambda said: note_good_thing(citizen=citizen, entry_id=said.pop("entry"), by=request.user, **said),
        template="cases/plan_form.html", said=_("Skrevet under det, der går godt."), back=f"{plan_url(citizen)}#godt",
        citizen=citizen, heading=_("Det går godt"),
    )  # fmt: skip


@require_POST
def good_thing_remove(request: HttpRequest, good_thing_id: UUID) -> HttpResponse:
    row = get_or_404(GoodThing, good_thing_id, request.user)
    citizen = get_known_citizen(request, row.citizen_id, may=Can.WRITE_PLAN)
    remove_good_thing(row=row, by=request.user)
    messages.success(request, _("Fjernet. Historikken har det stadig."))
    return redirect(f"{plan_url(citizen)}#godt")


@require_safe
def own_plan_read(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    """For the citizen's eyes: what the paper says, and nothing else of the case."""
    citizen = get_known_citizen(request, citizen_id)
    paper = own_plan_paper(read_plan(citizen), ask=ask_of(citizen, request.user))
    return render(request, "cases/own_plan_read.html", {"paper": paper, "citizen": citizen})


@require_safe
def own_plan_pdf(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    """A PDF that opens in the browser. Its name says nothing of whose plan it is."""
    citizen = get_known_citizen(request, citizen_id, action=AccessLog.Action.PRINT)
    paper = own_plan_paper(read_plan(citizen), ask=ask_of(citizen, request.user))
    response = HttpResponse(typeset(TEMPLATE, paper.as_data()), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="min-plan.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def plan_url(citizen: Citizen) -> str:
    return reverse("cases:own_plan", args=[citizen.pk])
