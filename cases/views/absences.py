"""*Fravær*: who of the unit is away, who stands in, and what nobody stands in for."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404, require
from accounts.forms.refusals import refuse
from accounts.models import User
from accounts.policy import Can, may
from audit.access import log_listed
from cases.absences import absences_of_unit, covered_courses, stand_ins_of
from cases.access import citizens_for
from cases.actions.absence import change_absence, end_absence, report_absence, set_covers
from cases.dates import dates_words
from cases.forms.absence import AbsenceForm, CoversForm, cover_field
from cases.handover import load_for
from cases.models import Absence
from cases.names import danish_sort_key


@require_safe
def absences(request: HttpRequest) -> HttpResponse:
    """Present and coming absences of the unit."""
    user = request.user
    require(user, Can.SEE_CASELOAD)
    rows = absences_of_unit(user, timezone.localdate())
    context = {
        "now": [row for row in rows if row.is_now],
        "coming": [row for row in rows if not row.is_now],
        "may_manage": may(user, Can.MANAGE_CASE),
    }
    return render(request, "cases/absences.html", context)


@require_http_methods(["GET", "POST"])
def absence_new(request: HttpRequest) -> HttpResponse:
    """`?hvem=` preselects who is away."""
    user = request.user
    require(user, Can.MANAGE_CASE)
    initial = {"user": request.GET.get("hvem", "") or user.pk}
    form = AbsenceForm(request.POST or None, user=user, load=load_for(user), initial=initial)
    if form.is_valid():
        try:
            made = report_absence(unit=user.membership.unit, by=user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Fraværet er gemt."))
            return redirect("cases:absence", made.pk)
    return render(request, "cases/absence_new.html", {"form": form, "cancel_url": reverse("cases:absences")})


@require_http_methods(["GET", "POST"])
def absence(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """The dates and who stands in, course by course."""
    user, today = request.user, timezone.localdate()
    wanted = Can.MANAGE_CASE if request.method == "POST" else None
    shown = get_or_404(Absence.objects.select_related("user", "unit"), absence_id, user, may=wanted)
    cases = {case.pk: case.citizen_id for case in covered_courses(shown)}
    labels = citizens_for(user, list(cases.values()))
    log_listed(labels)
    courses = sorted(
        ((pk, labels[citizen]) for pk, citizen in cases.items() if citizen in labels),
        key=lambda course: (danish_sort_key(course[1]), course[0]),
    )
    stand_ins = stand_ins_of(shown, today)
    form = CoversForm(
        request.POST or None, absence=shown, courses=courses, stand_ins=stand_ins, load=load_for(user), today=today
    )
    if form.is_valid() and _save(form, shown, user):
        messages.success(request, _("Fraværet er gemt."))
        return redirect("cases:absences")
    context = {
        "form": form,
        "absence": shown,
        "dates": dates_words(shown.from_on, shown.to_on, today),
        "has_begun": shown.from_on <= today,
        "is_over": shown.to_on < today,
        "covers": [(form[cover_field(pk)], reverse("cases:case", args=[pk])) for pk, _label in courses],
        "uncovered": len([pk for pk, _label in courses if pk not in stand_ins]),
        "may_manage": may(user, Can.MANAGE_CASE),
    }
    return render(request, "cases/absence.html", context)


def _save(form: CoversForm, absence: Absence, by: User) -> bool:
    """False, with the reason in the form, when an action says no; then nothing of it is written."""
    chosen = form.chosen()
    people = User.objects.in_bulk([pk for pk in chosen.values() if pk])
    try:
        with transaction.atomic():
            dates = {"from_on": absence.from_on, **form.cleaned_data}
            change_absence(absence=absence, from_on=dates["from_on"], to_on=dates["to_on"], by=by)
            stand_ins = {case: people[person] if person else None for case, person in chosen.items()}
            set_covers(absence=absence, stand_ins=stand_ins, by=by)
    except ValidationError as error:
        absence.refresh_from_db()
        refuse(form, error)
        return False
    return True


@require_POST
def absence_end(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """Back today; or what had not begun is called off."""
    ended = get_or_404(Absence.objects.select_related("user"), absence_id, request.user, may=Can.MANAGE_CASE)
    end_absence(absence=ended, by=request.user)
    messages.success(request, _("Fraværet er afsluttet. Forløbene er hos %(name)s igen.") % {"name": ended.user.name})
    return redirect("cases:absences")
