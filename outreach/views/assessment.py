"""*Udredning*: begun wherever one meets, gone on with by whoever comes next, and read or printed by all who help."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.refusals import refuse
from cases.course_page import course_of, step_url
from cases.models import Case
from outreach.access import get_course
from outreach.actions.assessment import (
    SAID,
    begin_assessment,
    end_assessment,
    reopen_assessment,
    write_assessment,
)
from outreach.assessment_drafts import drafts_of
from outreach.assessment_page import assessment_facts, ended_words, themes_of
from outreach.forms.assessment import AssessmentEndForm, AssessmentForm, AssessmentGoOnForm
from outreach.models import Assessment

STEP = "bridging.enrolment"


@require_safe
def assessment(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = get_course(request, case_id)
    row = _row(request, case)
    context = {
        "row": row,
        "case": case,
        "citizen": case.citizen,
        "facts": assessment_facts(row) if row else [],
        "themes": themes_of(row) if row else [],
        "ended": ended_words(row) if row else "",
        "may_work": course_of(case).is_open,
        "back_url": step_url(case, STEP),
    }
    return render(request, "outreach/assessment.html", context)


@require_http_methods(["GET", "POST"])
def assessment_write(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The one form, whether one begins it or goes on with what others wrote."""
    case = get_course(request, case_id)
    row = _row(request, case)
    if row and row.ended_on and request.method == "GET":
        messages.info(request, _("Udredningen er afsluttet. Åbn den igen for at skrive videre."))
        return redirect("outreach:assessment", case.pk)
    # Sent without having seen the one that is there, it is a new one, which the action judges.
    if row and (request.method == "GET" or "version" in request.POST):
        form = AssessmentGoOnForm(request.POST or None, instance=row, user=request.user)
    else:
        form = AssessmentForm(request.POST or None, user=request.user, initial=drafts_of(case))
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in SAID}
        try:
            if isinstance(form, AssessmentGoOnForm):
                write_assessment(assessment=form.instance, by=request.user, **said)
            else:
                begin_assessment(case=case, entry_id=form.cleaned_data["entry"], by=request.user, **said)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Udredningen er gemt. Andre kan skrive videre på den samme."))
            return redirect("outreach:assessment", case.pk)
    context = {
        "form": form,
        "citizen": case.citizen,
        "heading": _("Udredning"),
        "lead": _("Skriv det, I talte om. Intet skal udfyldes, og andre kan skrive videre."),
        "cancel_url": reverse("outreach:assessment", args=[case.pk]) if row else step_url(case, STEP),
    }
    return render(request, "outreach/course_form.html", context)


@require_http_methods(["GET", "POST"])
def assessment_end(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Finished, or as far as it could be done and why."""
    case, row = _begun(request, case_id)
    form = AssessmentEndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            end_assessment(assessment=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Udredningen er afsluttet."))
            return redirect("outreach:assessment", case.pk)
    context = {
        "form": form,
        "citizen": case.citizen,
        "heading": _("Afslut udredningen"),
        "cancel_url": reverse("outreach:assessment", args=[case.pk]),
    }
    return render(request, "outreach/course_form.html", context)


@require_POST
def assessment_reopen(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case, row = _begun(request, case_id)
    try:
        reopen_assessment(assessment=row, by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("outreach:assessment", case.pk)
    return redirect("outreach:assessment_write", case.pk)


def _row(request: HttpRequest, case: Case) -> Assessment | None:
    """The course's assessment as far as the reader may see it."""
    rows = Assessment.objects.visible_to(request.user).select_related("begun_place", "ended_by")
    row: Assessment | None = rows.filter(case=case).first()
    if row:
        row.case = case
    return row


def _begun(request: HttpRequest, case_id: UUID) -> tuple[Case, Assessment]:
    """Raises Http404 where none was begun."""
    case = get_course(request, case_id)
    row = _row(request, case)
    if row is None:
        raise Http404
    return case, row
