"""*Plan for det videre forløb*: written over several meetings, read along, given to the citizen, made anew."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404
from accounts.forms.refusals import refuse
from cases.course_page import course_of, step_url
from cases.following import Ask
from cases.forms.several import all_valid, refuse_in
from cases.models import Case
from cases.workers import workers_of
from outreach.access import get_course
from outreach.actions.onward_plan import SAID, STEP, begin_plan, give_plan, read_plan_along, renew_plan, write_plan
from outreach.forms.onward_plan import PlanForm, PlanGiveForm, PlanGoOnForm, PlanReadAlongForm, PlanStepBeginsForm
from outreach.forms.plan_parts import NEW_OFFERS, NEW_STEPS, NewOfferForm, NewStepForm, offers_for
from outreach.models import OnwardPlan
from outreach.plan_page import (
    checked_offers,
    given_words,
    offer_lines,
    plan_facts,
    plan_steps,
    step_lines,
    version_lines,
)
from outreach.plan_paper import paper_of


@require_http_methods(["GET", "POST"])
def plan_new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The first version; where there is one, its page."""
    case = get_course(request, case_id)
    last = OnwardPlan.objects.filter(case=case).order_by("-number").first()
    if last and request.method == "GET":
        return redirect(last)
    form = PlanForm(request.POST or None, user=request.user)
    return _write(request, case, form, lambda said: begin_plan(case=case, by=request.user, **said))


@require_http_methods(["GET", "POST"])
def plan_edit(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    plan = get_or_404(OnwardPlan, plan_id, request.user)
    case = get_course(request, plan.case_id)
    if plan.given_on:
        messages.info(request, _("Borgeren har fået denne udgave. Lav en ny udgave for at ændre planen."))
        return redirect(plan)
    form = PlanGoOnForm(request.POST or None, instance=plan, user=request.user)
    return _write(request, case, form, lambda said: write_plan(plan=plan, by=request.user, **said), plan=plan)


def _write(
    request: HttpRequest, case: Case, form: PlanForm | PlanGoOnForm, save: Any, *, plan: OnwardPlan | None = None
) -> HttpResponse:
    """The plan's own fields, and below them empty rows for offers and agreements."""
    data, user = request.POST or None, request.user
    offers, workers = list(offers_for(user)), list(workers_of(user.membership.unit_id))
    new_offers = [NewOfferForm(data, prefix=f"offer{number}", offers=offers) for number in range(NEW_OFFERS)]
    new_steps = [NewStepForm(data, prefix=f"step{number}", workers=workers) for number in range(NEW_STEPS)]
    begins = None if _step_goes_on(case) else PlanStepBeginsForm(data)
    forms = [one for one in (form, *new_offers, *new_steps, begins) if one is not None]
    if all_valid(forms):
        said = {name: form.cleaned_data[name] for name in (*SAID, "begun_on") if name in form.cleaned_data}
        if "entry" in form.cleaned_data:
            said["entry_id"] = form.cleaned_data["entry"]
        said["offers"] = [one.said() for one in new_offers if one.is_told]
        said["steps"] = [one.said() for one in new_steps if one.is_told]
        said["with_step"] = bool(begins and begins.cleaned_data["with_step"])
        try:
            saved = save(said)
        except ValidationError as error:
            refuse_in(forms, error)
        else:
            messages.success(request, _("Planen er gemt. Skriv videre, når I ved mere."))
            return redirect("outreach:plan_edit" if "more" in request.POST else "outreach:plan", saved.pk)
    context = {
        "case": case,
        "citizen": case.citizen,
        "plan": plan,
        "form": form,
        "new_offers": new_offers,
        "new_steps": new_steps,
        "begins": begins,
        "forms": forms,
        "cancel_url": plan.get_absolute_url() if plan else step_url(case, STEP),
    }
    return render(request, "outreach/onward_plan_form.html", context)


def _step_goes_on(case: Case) -> bool:
    step = course_of(case).progress.step(STEP)
    return step is not None and step.state == "current"


@require_safe
def plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    row, case = _load(request, plan_id)
    today, versions = timezone.localdate(), list(OnwardPlan.objects.filter(case=case).order_by("-number"))
    may_work = course_of(case).is_open and versions[0].pk == row.pk
    context = {
        "plan": row,
        "case": case,
        "citizen": case.citizen,
        "given": given_words(row),
        "newer": None if versions[0].pk == row.pk else versions[0],
        "versions": version_lines(versions, row) if len(versions) > 1 else [],
        "facts": plan_facts(row),
        "offers": offer_lines(row, checked_offers(row), today, may_work=may_work),
        "steps": step_lines(row, plan_steps(row), today, may_work=may_work),
        "may_work": may_work,
        "back_url": step_url(case, STEP),
    }
    return render(request, "outreach/onward_plan.html", context)


@require_http_methods(["GET", "POST"])
def plan_read_along(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """*Læs med*: the plan as the citizen will get it, and room for the citizen's own words."""
    row, _case = _load(request, plan_id)
    form = PlanReadAlongForm(
        request.POST if request.method == "POST" else None, initial={"citizens_comment": row.citizens_comment}
    )
    if form.is_valid():
        try:
            read_plan_along(plan=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Gemt: læst sammen med borgeren."))
            return redirect(row)
    paper = paper_of(
        row, checked_offers(row), plan_steps(row), name="", ask=Ask(request.user.name), today=timezone.localdate()
    )
    return render(request, "outreach/plan_read_along.html", {"form": form, "plan": row, "paper": paper})


@require_http_methods(["GET", "POST"])
def plan_give(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The day the citizen got this version. The paper itself is the PDF."""
    row, case = _load(request, plan_id)
    form = PlanGiveForm(request.POST if request.method == "POST" else None)
    if case.citizen.name_hidden or not case.citizen.name:
        del form.fields["with_name"]
    if form.is_valid():
        try:
            give_plan(plan=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Planen er givet. Den udgave bliver stående, som borgeren fik den."))
            return redirect(row)
    context = {
        "form": form,
        "citizen": case.citizen,
        "heading": _("Giv borgeren planen"),
        "lead": str(row),
        "cancel_url": row.get_absolute_url(),
    }
    return render(request, "outreach/course_form.html", context)


@require_POST
def plan_renew(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    row, _case = _load(request, plan_id)
    try:
        new = renew_plan(plan=row, by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect(row)
    messages.success(request, _("Her er den nye udgave. Den, borgeren har fået, er gemt, som den var."))
    return redirect("outreach:plan_edit", new.pk)


def _load(request: HttpRequest, plan_id: UUID) -> tuple[OnwardPlan, Case]:
    """The version and its course, both through the policy."""
    rows = OnwardPlan.objects.select_related("given_by")
    row: OnwardPlan = get_or_404(rows, plan_id, request.user)
    row.case = get_course(request, row.case_id)
    return row, row.case
