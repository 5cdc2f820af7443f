"""A course: opened, carried, paused, closed and opened again; and the page that shows it whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404
from accounts.forms.base import HouseForm
from accounts.forms.refusals import refuse
from accounts.policy import Can
from cases.access import get_case, get_citizen
from cases.actions.case import assign, close_case, end_assignment, open_case, pause_case, reopen_case, resume_case
from cases.closing_parts import closing_forms, open_ends, proposed_reason
from cases.course_page import course_page
from cases.dates import moment_of
from cases.forms.course import CaseAssignForm, CaseCloseForm, CaseOpenForm, CasePauseForm, CaseReopenForm
from cases.forms.several import all_valid, refuse_in, renamed
from cases.handover import load_for
from cases.models import Assignment, Case, CasePeriod
from cases.opening_parts import opening_forms


@require_safe
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The course whole; `?trin=` chooses the step that is shown with its checklist."""
    case = get_case(request, case_id)
    page = course_page(case, request.user, step_key=request.GET.get("trin", ""))
    return render(request, "cases/case.html", {"case": case, "citizen": case.citizen, **page})


@require_http_methods(["GET", "POST"])
def case_open(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    citizen = get_citizen(request, citizen_id, may=Can.MANAGE_CASE)
    user, data = request.user, request.POST or None
    form = CaseOpenForm(data, user=user, load=load_for(user))
    parts = opening_forms(data, user, citizen)
    forms = [form, *(part for _asked, part in parts)]
    chosen = [form, *(part for asked, part in parts if asked.pathway == request.POST.get("pathway"))]
    if all_valid(chosen):
        on, answers = form.cleaned_data.pop("on"), form.cleaned_data
        asked = [(one.save, part) for one, part in parts if one.pathway == answers["pathway"]]

        def and_then(case: Case) -> None:
            for save, part in asked:
                save(case, part, user)

        where = {"citizen": citizen, "unit": user.membership.unit, "at": moment_of(on)}
        try:
            made = open_case(**where, **answers, and_then=and_then, by=user)
        except ValidationError as error:
            refuse_in(forms, error)
        else:
            messages.success(request, _("Forløbet er åbnet."))
            return redirect(made)
    context = {
        "form": form,
        "forms": forms,
        "citizen": citizen,
        "cancel_url": citizen.get_absolute_url(),
    }
    return render(request, "cases/case_open.html", context)


@require_http_methods(["GET", "POST"])
def case_assign(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Somebody more comes along; the contact person, backup and coordinator are chosen in `case_followers`."""
    case = get_case(request, case_id, may=Can.MANAGE_CASE)
    form = CaseAssignForm(request.POST or None, unit_id=case.unit_id)
    kind, url = Assignment.Kind.OTHER, reverse("cases:case_followers", args=[case.pk])
    return _act(
        request, case, form, _("Flere på forløbet"), _("Medarbejderen er nu med på forløbet."),
        lambda answers: assign(case=case, kind=kind, **answers, by=request.user),
        ways=[(_("Skift kontaktperson, bagstopper eller koordinator"), url)],
    )  # fmt: skip


@require_POST
def assignment_end(request: HttpRequest, case_id: UUID, assignment_id: UUID) -> HttpResponse:
    case = get_case(request, case_id, may=Can.MANAGE_CASE)
    assignment = get_or_404(case.assignments.all(), assignment_id, request.user)
    if assignment.kind in Assignment.ONE_OF:
        messages.info(request, _("Vælg her, hvem der nu følger borgeren, og skriv hvorfor."))
        return redirect("cases:case_followers", case.pk)
    end_assignment(assignment=assignment, on=timezone.localdate(), by=request.user)
    messages.success(request, _("Tildelingen er afsluttet."))
    return redirect(case)


@require_http_methods(["GET", "POST"])
def case_pause(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = get_case(request, case_id, may=Can.MANAGE_CASE)
    return _act(
        request, case, CasePauseForm(request.POST or None), _("Sæt forløbet på pause"), _("Forløbet holder pause."),
        lambda answers: pause_case(
            case=case, reason=answers["reason"], at=moment_of(answers["on"]), by=request.user
        ),
    )  # fmt: skip


@require_POST
def case_resume(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = get_case(request, case_id, may=Can.MANAGE_CASE)
    resume_case(case=case, by=request.user)
    messages.success(request, _("Forløbet er genoptaget."))
    return redirect(case)


@require_http_methods(["GET", "POST"])
def case_close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What still goes on is listed, and never closed silently; the facts propose a reason."""
    case = get_case(request, case_id, may=Can.MANAGE_CASE)
    data, proposed = request.POST or None, proposed_reason(case)
    form = CaseCloseForm(data, initial={"reason": proposed.reason} if proposed else {})
    parts = closing_forms(data, case)
    forms = [form, *(part for _asked, part in parts)]
    if all_valid(forms):
        answers, asked = form.cleaned_data, [(one.save, part) for one, part in parts]

        def and_then(period: CasePeriod) -> None:
            for save, part in asked:
                save(period, part, request.user)

        said = {"reason": answers["reason"], "note": answers["note"], "at": moment_of(answers["on"])}
        try:
            close_case(case=case, **said, and_then=and_then, by=request.user)
        except ValidationError as error:
            refuse_in(forms, renamed(error, close_reason="reason", closed_at="on"))
        else:
            messages.success(request, _("Forløbet er afsluttet."))
            return redirect(case)
    context = {
        "form": form,
        "forms": forms,
        "proposed": proposed,
        "proposed_label": CasePeriod.CloseReason(proposed.reason).label if proposed else "",
        "open_ends": open_ends(case),
        "case": case,
        "citizen": case.citizen,
        "cancel_url": case.get_absolute_url(),
    }
    return render(request, "cases/case_close.html", context)


@require_http_methods(["GET", "POST"])
def case_reopen(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = get_case(request, case_id, may=Can.MANAGE_CASE)
    form = CaseReopenForm(request.POST or None, user=request.user, load=load_for(request.user))
    return _act(
        request, case, form, _("Åbn forløbet igen"), _("Forløbet er åbnet igen."),
        lambda answers: reopen_case(
            case=case, contact_person=answers["contact_person"], at=moment_of(answers["on"]), by=request.user,
            over_limit_reason=answers.get("over_limit_reason", ""),
        ),
    )  # fmt: skip


def _act(
    request: HttpRequest,
    case: Case,
    form: HouseForm,
    heading: str,
    said: str,
    do: Callable[[dict], object],
    ways: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """The one way of all these forms: valid → the action → the course; otherwise the form with what is wrong."""
    if form.is_valid():
        try:
            do(form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, said)
            return redirect(case)
    context = {"form": form, "citizen": case.citizen, "heading": heading, "cancel_url": case.get_absolute_url()}
    return render(request, "cases/course_form.html", {**context, "ways": ways})
