"""*Indlagt eller fængslet*: written down, mended, ended; and who of the unit is admitted now."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import NotAllowed, get_or_404, require
from accounts.forms.base import HouseForm
from accounts.forms.refusals import refuse
from accounts.policy import Can
from audit.access import log_listed
from cases.access import get_citizen
from cases.actions.admission import admit, discharge, edit_admission
from cases.admissions import admitted_of_unit, ended_words, place_words
from cases.dates import short_day
from cases.forms.admission import AdmissionEditForm, AdmissionForm, DischargeForm
from cases.models import Admission, Citizen


@require_safe
def admissions(request: HttpRequest) -> HttpResponse:
    """Who of the unit is admitted or imprisoned, and when they come out."""
    require(request.user, Can.SEE_CASELOAD)
    today = timezone.localdate()
    admitted = admitted_of_unit(request.user, today)
    log_listed([one.citizen_id for one in admitted])
    return render(request, "cases/admissions.html", {"rows": [one.row(today) for one in admitted]})


@require_http_methods(["GET", "POST"])
def admission_new(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    citizen = _known_citizen(request, citizen_id)
    form = AdmissionForm(request.POST or None)
    if form.is_valid():
        try:
            admission = admit(citizen=citizen, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _said(admission))
            return redirect(citizen)
    return _page(request, form, citizen, _("Indlagt eller fængslet"))


@require_http_methods(["GET", "POST"])
def admission_edit(request: HttpRequest, admission_id: UUID) -> HttpResponse:
    admission, citizen = _admission(request, admission_id)
    form = AdmissionEditForm(request.POST or None, instance=admission)
    if form.is_valid():
        try:
            edit_admission(admission=admission, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _said(admission))
            return redirect(citizen)
    return _page(request, form, citizen, _("Ret opholdet"))


@require_http_methods(["GET", "POST"])
def admission_end(request: HttpRequest, admission_id: UUID) -> HttpResponse:
    admission, citizen = _admission(request, admission_id)
    form = DischargeForm(request.POST or None)
    if form.is_valid():
        try:
            ended = discharge(admission=admission, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error, ended_on="on")
        else:
            words = {"how": ended_words(ended.kind), "day": short_day(ended.ended_on or timezone.localdate())}
            messages.success(request, _("%(how)s %(day)s.") % words)
            return redirect(citizen)
    return _page(request, form, citizen, _("Borgeren er ude igen"), place_words(admission.kind, admission.ward))


def _admission(request: HttpRequest, admission_id: UUID) -> tuple[Admission, Citizen]:
    admission = get_or_404(Admission, admission_id, request.user)
    citizen = _known_citizen(request, admission.citizen_id)
    admission.citizen = citizen
    return admission, citizen


def _known_citizen(request: HttpRequest, citizen_id: UUID) -> Citizen:
    """Raises like `get_citizen`, and NotAllowed for a protected citizen whom the user may not know."""
    citizen = get_citizen(request, citizen_id, may=Can.MANAGE_CASE)
    if citizen.name_hidden:
        raise NotAllowed(_("Borgeren er beskyttet. Kun de, der er på forløbet, må vide, hvor borgeren er."), citizen)
    return citizen


def _said(admission: Admission) -> str:
    """What was written, and with whom the day of discharge lies."""
    task = admission.task
    if task is None or task.done_at:
        return _("Det er skrevet ned.")
    who = {"day": short_day(task.due_on), "who": task.owner.name}
    return _("Det er skrevet ned. Opgaven den %(day)s ligger hos %(who)s.") % who


def _page(request: HttpRequest, form: HouseForm, citizen: Citizen, heading: str, text: str = "") -> HttpResponse:
    context = {"form": form, "citizen": citizen, "heading": heading, "text": text}
    return render(request, "cases/admission.html", context)
