"""The steps of a stay, worked on by the centre's people with their own checklists."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.refusals import refuse
from accounts.policy import Can
from cases.actions.pathway import end_step, skip_step, start_step, tick
from cases.checklists import may_tick
from cases.course_page import step_url
from cases.dates import moment_of
from cases.forms.step import StepSkipForm
from cases.models import ChecklistItem
from crisis_center.access import get_stay
from crisis_center.at_centre import get_stay_here
from crisis_center.models import Stay
from crisis_center.stay_facts import facts_about
from crisis_center.stay_page import called
from crisis_center.stay_steps import StayStep, going_run, item_id, step_context, step_of


@require_http_methods(["GET", "POST"])
def stay_step(request: HttpRequest, stay_id: UUID, stay_step_key: str) -> HttpResponse:
    """One step. POST: `start`, `end`, or a point to `tick` or `untick`. Home works on it from its own course."""
    stay = get_stay(request, stay_id, may=Can.WORK_PATHWAY)
    if not stay.at_centre:
        return redirect(step_url(stay.case, stay_step_key))
    step = _step(request, stay, stay_step_key)
    if request.method == "GET":
        return _drawn(request, stay, step, "crisis_center/stay_step.html")
    try:
        _work(request, stay, step)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    if request.headers.get("HX-Request"):
        return _drawn(request, stay, step, "cases/case_checklist.html")
    return redirect(step.url)


def _drawn(request: HttpRequest, stay: Stay, step: StayStep, template: str) -> HttpResponse:
    return render(request, template, {"called": called(stay), **step_context(stay, step, request.user)})


@require_http_methods(["GET", "POST"])
def stay_step_skip(request: HttpRequest, stay_id: UUID, stay_step_key: str) -> HttpResponse:
    stay = get_stay_here(request, stay_id)
    step = _step(request, stay, stay_step_key)
    form = StepSkipForm(request.POST or None)
    if form.is_valid():
        at = max(moment_of(form.cleaned_data["on"]), stay.arrived_at)
        try:
            _require_going(stay)
            skip_step(
                case=stay.case, step_key=stay_step_key, reason=form.cleaned_data["reason"], at=at, by=request.user
            )
        except ValidationError as error:
            refuse(form, error, skip_reason="reason")
        else:
            messages.success(request, _("Trinnet er sprunget over."))
            return redirect(stay)
    heading = _("Spring over: %(step)s") % {"step": step.name}
    context = {"form": form, "heading": heading, "called": called(stay), "cancel_url": step.url}
    return render(request, "crisis_center/stay_form.html", context)


def _step(request: HttpRequest, stay: Stay, step_key: str) -> StayStep:
    return step_of(stay, facts_about(request.user, [stay.pk], ["step"]), step_key)


def _require_going(stay: Stay) -> None:
    if stay.left_at:
        raise ValidationError(_("Borgeren er rejst."))


def _work(request: HttpRequest, stay: Stay, step: StayStep) -> None:
    """Raises ValidationError."""
    _require_going(stay)
    key, told = step.declared.key, request.POST
    if "start" in told:
        start_step(case=stay.case, step_key=key, by=request.user)
        messages.success(request, _("Trinnet er begyndt."))
        return
    run = going_run(stay, key)
    if run is None:
        raise ValidationError(_("Trinnet er ikke begyndt."))
    if "end" in told:
        end_step(run=run, by=request.user)
        messages.success(request, _("Trinnet er afsluttet."))
        return
    organisation = request.user.membership.organisation_id
    items = ChecklistItem.objects.filter(organisation_id=organisation, version__step=key)
    item = items.filter(pk=item_id(told.get("tick") or told.get("untick"))).first()
    if item is None:
        raise ValidationError(_("Vælg et punkt på listen."))
    if not may_tick(run.pk, item):
        raise ValidationError(_("Tjeklisten er ændret imens. Her er den, der gælder."))
    tick(run=run, item=item, ticked="tick" in told, by=request.user)
