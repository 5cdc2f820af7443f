"""The way into treatment: begun with one press, written a day at a time, and the clock ended in the same act."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import get_or_404
from cases.clocks import Clock, kept_words
from cases.course_page import step_url
from cases.forms.several import all_valid, refuse_in
from cases.models import Case, TreatmentRequest
from outreach.access import get_course
from outreach.actions.enrolment import ClockEnd, enrol, go_on_enrolling, show_motivation
from outreach.forms.enrolment import ClockForm, EnrolmentForm, EnrolmentGoOnForm
from outreach.models import Enrolment
from outreach.pace import hints

STEP = "bridging.enrolment"


@require_http_methods(["GET", "POST"])
def enrolment_new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = get_course(request, case_id)
    form = EnrolmentForm(request.POST or None, user=request.user)
    return _page(request, case, form, _("Indskrivning"))


@require_http_methods(["GET", "POST"])
def enrolment(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    row = get_or_404(Enrolment, enrolment_id, request.user)
    case = get_course(request, row.case_id)
    form = EnrolmentGoOnForm(request.POST or None, instance=row, user=request.user)
    return _page(request, case, form, _("Indskrivning"))


@require_POST
def motivation_shown(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = get_course(request, case_id)
    try:
        show_motivation(case=case, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Motivationen er skrevet ned med dag og klokkeslæt. Reagér, mens den er der."))
    return redirect(step_url(case, STEP))


def _page(request: HttpRequest, case: Case, form: EnrolmentForm | EnrolmentGoOnForm, heading: str) -> HttpResponse:
    running = TreatmentRequest.objects.visible_to(request.user).filter(citizen=case.citizen_id, ended_on=None).first()
    clock = _clock_form(request, running)
    forms = [form, *([clock] if clock else [])]
    if all_valid(forms):
        try:
            row = _save(request, case, form, clock, running)
        except ValidationError as error:
            refuse_in(forms, error)
        else:
            messages.success(request, _said(running if clock and clock.cleaned_data["ends_clock"] else None, row))
            for hint in hints(row):
                messages.info(request, hint)
            return redirect(step_url(case, STEP))
    context = {
        "form": form,
        "clock": clock,
        "forms": forms,
        "case": case,
        "citizen": case.citizen,
        "heading": heading,
        "cancel_url": step_url(case, STEP),
    }
    return render(request, "outreach/enrolment.html", context)


def _clock_form(request: HttpRequest, running: TreatmentRequest | None) -> ClockForm | None:
    if running is None:
        return None
    clock = Clock(running.pk, running.citizen_id, running.requested_on, timezone.localdate())
    return ClockForm(request.POST or None, clock=clock)


def _save(
    request: HttpRequest,
    case: Case,
    form: EnrolmentForm | EnrolmentGoOnForm,
    clock: ClockForm | None,
    running: TreatmentRequest | None,
) -> Enrolment:
    values = dict(form.cleaned_data)
    ends = None
    if running and clock and clock.cleaned_data["ends_clock"]:
        ends = ClockEnd(running, clock.cleaned_data.get("clock_note", ""))
    if isinstance(form, EnrolmentGoOnForm):
        return go_on_enrolling(enrolment=form.instance, clock=ends, by=request.user, **values)
    return enrol(case=case, entry_id=values.pop("entry"), clock=ends, by=request.user, **values)


def _said(ended: TreatmentRequest | None, row: Enrolment) -> str:
    if ended is None or row.enrolled_on is None:
        return _("Indskrivningen er gemt.")
    ended.refresh_from_db()
    kept = kept_words(ended.requested_on, ended.ended_on or row.enrolled_on, ended.outcome)
    return _("Indskrivningen er gemt, og anmodningen om behandling er afgjort. %(kept)s.") % {"kept": kept}
