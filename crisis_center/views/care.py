"""Alerts, delegation, acute problems, and word to the municipality: written at the centre or at home."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.policy import Can
from cases.dates import short_day
from crisis_center.access import get_stay
from crisis_center.actions.alert import end_alert, raise_alert
from crisis_center.actions.delegation import ask_delegation, give_delegation
from crisis_center.actions.problem import note_authority_contact, raise_problem, settle_problem
from crisis_center.actions.stay import inform_municipality
from crisis_center.at_centre import get_of_stay, get_stay_here
from crisis_center.forms.care import (
    AlertForm,
    AuthorityForm,
    DelegationForm,
    GivenDelegationForm,
    InformForm,
    ProblemForm,
)
from crisis_center.models import AcuteProblem, MedicalDelegation, StayAlert
from crisis_center.stay_pages import duty_form


@require_http_methods(["GET", "POST"])
def alert_new(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    stay = get_stay(request, stay_id, may=Can.WORK_PATHWAY)
    act = partial(raise_alert, stay=stay, by=request.user)
    return duty_form(
        request, stay, AlertForm(request.POST or None), act, heading=_("Nyt akut hensyn"), done=_("Hensynet er gemt."),
        lead=_("Livsfare: ring 112"),
    )  # fmt: skip


@require_POST
def alert_end(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    alert = get_of_stay(request, StayAlert, alert_id)
    end_alert(alert=alert, by=request.user)
    messages.success(request, _("Hensynet gælder ikke mere. Det kan stadig læses under tidligere hensyn."))
    return redirect(alert.stay)


@require_http_methods(["GET", "POST"])
def delegation_new(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    stay = get_stay(request, stay_id, may=Can.WORK_PATHWAY)
    act = partial(ask_delegation, stay=stay, by=request.user)
    form = DelegationForm(request.POST or None)
    return duty_form(request, stay, form, act, heading=_("Medicinsk delegation"), done=_("Delegationen er gemt."))


@require_http_methods(["GET", "POST"])
def delegation(request: HttpRequest, delegation_id: UUID) -> HttpResponse:
    """The doctor has given what was asked for, or its days have changed."""
    row = get_of_stay(request, MedicalDelegation, delegation_id)
    stay = row.stay
    form = GivenDelegationForm(
        request.POST or None, initial={"doctor": row.doctor, "from_on": row.from_on, "to_on": row.to_on}
    )
    act = partial(give_delegation, delegation=row, by=request.user)
    lead = _("spurgt %(day)s") % {"day": short_day(row.asked_on)}
    return duty_form(
        request, stay, form, act, heading=_("Medicinsk delegation"), done=_("Delegationen er gemt."), lead=lead
    )


@require_http_methods(["GET", "POST"])
def problem_new(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    stay = get_stay(request, stay_id, may=Can.WORK_PATHWAY)
    act = partial(raise_problem, stay=stay, by=request.user)
    form = ProblemForm(request.POST or None)
    return duty_form(request, stay, form, act, heading=_("Nyt akut problem"), done=_("Problemet er gemt."))


@require_POST
def problem_settle(request: HttpRequest, problem_id: UUID) -> HttpResponse:
    """Solved; with `again` it is not solved after all."""
    problem = get_of_stay(request, AcuteProblem, problem_id)
    solved = "again" not in request.POST
    settle_problem(problem=problem, solved=solved, by=request.user)
    messages.success(request, _("Problemet er løst.") if solved else _("Problemet står som uløst igen."))
    return redirect(problem.stay)


@require_http_methods(["GET", "POST"])
def inform(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    """The home municipality has been told that the citizen is here."""
    stay = get_stay_here(request, stay_id)
    lead = ""
    if stay.inform_by:
        lead = _("SEL § 110: senest %(day)s") % {"day": short_day(stay.inform_by)}
    act = partial(inform_municipality, stay=stay, by=request.user)
    form = InformForm(request.POST or None)
    return duty_form(
        request, stay, form, act, heading=_("Underretning af hjemkommunen"), done=_("Hjemkommunen er underrettet."),
        lead=lead, names={"informed_at": "at"},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def authority_new(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    stay = get_stay(request, stay_id, may=Can.WORK_PATHWAY)
    act = partial(note_authority_contact, stay=stay, by=request.user)
    return duty_form(
        request, stay, AuthorityForm(request.POST or None), act,
        heading=_("Kontakt til myndighed om handleplan efter SEL § 141"), done=_("Kontakten er gemt."),
    )  # fmt: skip
