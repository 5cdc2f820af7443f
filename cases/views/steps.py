"""Steps of a course: begun, ended, skipped, taken again; their points ticked. The order is never enforced."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import get_or_404
from accounts.forms.refusals import refuse
from accounts.policy import Can
from cases.access import get_case
from cases.actions.pathway import end_step, skip_step, start_step, tick
from cases.checklists import may_tick
from cases.course_page import course_of, step_of, step_part, step_url
from cases.dates import moment_of
from cases.forms.step import StepDayForm, StepSkipForm
from cases.models import ChecklistItem


@require_POST
def step_start(request: HttpRequest, case_id: UUID, step_key: str) -> HttpResponse:
    """Begin a step, for the first time or again: now, or on the day that was said."""
    case = get_case(request, case_id, may=Can.WORK_PATHWAY)
    form = StepDayForm(request.POST)
    try:
        if request.POST.get("on") and not form.is_valid():
            raise ValidationError(form.errors["on"])
        at = moment_of(form.cleaned_data["on"]) if request.POST.get("on") else None
        start_step(case=case, step_key=step_key, at=at, by=request.user)
        messages.success(request, _("Trinnet er begyndt."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(step_url(case, step_key))


@require_POST
def step_end(request: HttpRequest, case_id: UUID, run_id: UUID) -> HttpResponse:
    case = get_case(request, case_id, may=Can.WORK_PATHWAY)
    run = get_or_404(case.steps.all(), run_id, request.user)
    form = StepDayForm(request.POST)
    try:
        if request.POST.get("on") and not form.is_valid():
            raise ValidationError(form.errors["on"])
        at = moment_of(form.cleaned_data["on"]) if request.POST.get("on") else None
        end_step(run=run, at=at, by=request.user)
        messages.success(request, _("Trinnet er afsluttet."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(step_url(case, run.step))


@require_http_methods(["GET", "POST"])
def step_skip(request: HttpRequest, case_id: UUID, step_key: str) -> HttpResponse:
    case = get_case(request, case_id, may=Can.WORK_PATHWAY)
    step = course_of(case).progress.step(step_key)
    if step is None:
        raise Http404
    form = StepSkipForm(request.POST or None)
    if form.is_valid():
        reason, at = form.cleaned_data["reason"], moment_of(form.cleaned_data["on"])
        try:
            skip_step(case=case, step_key=step_key, reason=reason, at=at, by=request.user)
        except ValidationError as error:
            refuse(form, error, skip_reason="reason")
        else:
            messages.success(request, _("Trinnet er sprunget over."))
            return redirect(step_url(case, step_key))
    heading = _("Spring over: %(step)s") % {"step": step.name}
    context = {"form": form, "citizen": case.citizen, "heading": heading, "cancel_url": step_url(case, step_key)}
    return render(request, "cases/course_form.html", context)


@require_POST
def step_tick(request: HttpRequest, case_id: UUID, run_id: UUID) -> HttpResponse:
    """Tick the point `tick`, or take the tick away from the point `untick`: twice is the same as once."""
    case = get_case(request, case_id, may=Can.WORK_PATHWAY)
    step, _run = step_of(case, run_id)
    run = get_or_404(case.steps.going(), run_id, request.user)
    ticked = "tick" in request.POST
    item = _item(case.organisation_id, step.key, request.POST.get("tick") or request.POST.get("untick"))
    if may_tick(run.pk, item):
        tick(run=run, item=item, ticked=ticked, by=request.user)
    else:
        messages.error(request, _("Tjeklisten er ændret imens. Her er den, der gælder."))
    if not request.headers.get("HX-Request"):
        return redirect(step_url(case, step.key))
    return render(request, "cases/case_checklist.html", step_part(case, course_of(case), step, request.user))


def _item(organisation_id: UUID, step_key: str, item_id: str | None) -> ChecklistItem:
    """A point of this step's checklist in the organisation. Raises Http404."""
    items = ChecklistItem.objects.filter(organisation_id=organisation_id, version__step=step_key)
    try:
        item = items.filter(pk=item_id).first() if item_id else None
    except ValidationError:
        item = None
    if item is None:
        raise Http404
    return item
