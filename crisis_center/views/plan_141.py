"""*Handleplan efter SEL § 141*, with the future plan and the agreements beside it. Home's alone."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.formal_plans import in_words_141, read_formal
from cases.models import Case, FormalPlan
from cases.plan_reading import read_plan
from crisis_center.access import get_crisis_course
from crisis_center.actions.plan_141 import hand_plan, offer_plan, write_plan
from crisis_center.forms.plan_141 import Plan141Form, PlanHandForm, PlanOfferForm
from crisis_center.models import ActionPlan141
from crisis_center.plan_141_page import future_lines, plan_page
from crisis_center.stay_pages import stay_form


@require_safe
def plan(request: HttpRequest, course_id: UUID) -> HttpResponse:
    case = get_crisis_course(request, course_id)
    rows = ActionPlan141.objects.visible_to(request.user).filter(case=case).select_related("written_by")
    return render(request, "crisis_center/plan_141.html", plan_page(case, list(rows.order_by("-number"))))


@require_http_methods(["GET", "POST"])
def plan_offer(request: HttpRequest, course_id: UUID) -> HttpResponse:
    case = get_crisis_course(request, course_id)
    return stay_form(
        request, PlanOfferForm(request.POST or None),
        lambda values: offer_plan(case=case, by=request.user, **values), called=case.citizen.shown,
        heading=_("Tilbyd handleplan efter SEL § 141"), said=_("Tilbuddet er skrevet ned."), back=_page(case),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def plan_write(request: HttpRequest, course_id: UUID) -> HttpResponse:
    """The first version, or a new one that begins with the words of the last."""
    case = get_crisis_course(request, course_id)
    last = _newest(case)
    return stay_form(
        request, Plan141Form(request.POST or None, last=last, begin={} if last else _said_already(case)),
        lambda values: write_plan(case=case, by=request.user, **values), called=case.citizen.shown,
        heading=_("Handleplan efter SEL § 141"), said=_("Planen er gemt som en ny udgave."), back=_page(case),
        lead=_("Skriv den sammen med borgeren. De tidligere udgaver bliver gemt."),
        template="crisis_center/plan_141_write.html", wishes=future_lines(case),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def plan_hand(request: HttpRequest, course_id: UUID) -> HttpResponse:
    """Which parts of the newest version went to whom."""
    case = get_crisis_course(request, course_id)
    newest = _newest(case)
    if newest is None:
        raise Http404
    return stay_form(
        request, PlanHandForm(request.POST or None, case=case),
        lambda values: hand_plan(plan=newest, by=request.user, **values), called=case.citizen.shown,
        heading=_("Giv dele af handleplanen videre"), said=_("Skrevet ned."), back=_page(case), lead=str(newest),
    )  # fmt: skip


def _said_already(case: Case) -> dict[str, str]:
    """The citizen's own goals and offers: nothing is typed twice."""
    formal = read_formal(case.citizen)[FormalPlan.Kind.ACTION_141]
    return in_words_141(formal, read_plan(case.citizen))


def _newest(case: Case) -> ActionPlan141 | None:
    found: ActionPlan141 | None = ActionPlan141.objects.filter(case=case).order_by("-number").first()
    return found


def _page(case: Case) -> str:
    return reverse("crisis_center:plan_141", args=[case.pk])
