"""Treatment followed: one short form, and taking back what was written by mistake."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import get_or_404
from cases.course_page import step_url
from outreach.access import get_course
from outreach.actions.treatment import correct_treatment, follow_treatment, take_back_treatment
from outreach.course_pages import course_form
from outreach.forms.treatment import TreatmentNoteCorrectForm, TreatmentNoteForm
from outreach.models import TreatmentNote

STEP = "bridging.treatment"


@require_http_methods(["GET", "POST"])
def treatment_new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """`?hvad=` chooses the kind."""
    case = get_course(request, case_id)
    kind = request.GET.get("hvad", "")
    form = TreatmentNoteForm(request.POST or None, initial={"kind": kind} if kind in TreatmentNote.Kind.values else {})

    def write(values: dict[str, Any]) -> None:
        follow_treatment(case=case, entry_id=values.pop("entry"), by=request.user, **values)

    return course_form(request, form, case, write, heading=_("Behandlingen fulgt"), said=_("Skrevet ned."), step=STEP)


@require_http_methods(["GET", "POST"])
def treatment_edit(request: HttpRequest, note_id: UUID) -> HttpResponse:
    row = get_or_404(TreatmentNote, note_id, request.user)
    case = get_course(request, row.case_id)
    form = TreatmentNoteCorrectForm(request.POST or None, instance=row)
    return course_form(
        request, form, case, lambda values: correct_treatment(row=row, by=request.user, **values),
        heading=_("Ret, hvad der er skrevet"), said=_("Rettet."), step=STEP,
    )  # fmt: skip


@require_POST
def treatment_remove(request: HttpRequest, note_id: UUID) -> HttpResponse:
    row = get_or_404(TreatmentNote, note_id, request.user)
    case = get_course(request, row.case_id)
    take_back_treatment(row=row, by=request.user)
    messages.success(request, _("Fjernet: %(what)s") % {"what": row.get_kind_display()})
    return redirect(step_url(case, STEP))
