"""Courses change hands: one worker's caseload, looked through and given to others."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import require
from accounts.models import User
from accounts.policy import Can, may
from audit.access import log_listed
from cases.actions.case import assign_many
from cases.caseload import citizens_by_id, course_rows
from cases.forms.course import CasesAssignForm
from cases.models.case import CaseQuerySet
from cases.unit_page import carried_as_contact_person, course_lines, courses_of_unit

LIMIT = 50


@require_http_methods(["GET", "POST"])
def unit_worker(request: HttpRequest, worker_id: UUID) -> HttpResponse:
    """One worker's courses, to be looked through and handed over, also after the worker has left."""
    user, today = request.user, timezone.localdate()
    require(user, Can.SEE_CASELOAD)
    people = User.objects.filter(memberships__unit_id=user.membership.unit_id).distinct()
    worker = get_object_or_404(people, pk=worker_id)
    carried = carried_as_contact_person(user, worker.pk, today)
    form = chosen_courses(request, carried)
    if form.is_valid():
        return give(request, form, reverse("cases:unit_worker", args=[worker.pk]))
    courses = course_rows(carried, LIMIT)
    citizens = citizens_by_id(user, [row.citizen_id for row in courses], today)
    log_listed(citizens)
    context = {
        "form": form,
        "worker": worker,
        "lines": course_lines(courses, citizens, today),
        "chosen": request.POST.getlist("cases"),
        "is_full": len(courses) == LIMIT,
        "may_manage": may(user, Can.MANAGE_CASE),
    }
    return render(request, "cases/unit_worker.html", context)


def chosen_courses(request: HttpRequest, shown: CaseQuerySet) -> CasesAssignForm:
    """The form that gives some of the courses `shown` to one worker."""
    if request.method == "POST":
        require(request.user, Can.MANAGE_CASE)
        # Another may have given one of them away meanwhile: what counts is that it is open and the unit's.
        shown = courses_of_unit(request.user)
    return CasesAssignForm(request.POST or None, cases=shown, unit_id=request.user.membership.unit_id)


def give(request: HttpRequest, form: CasesAssignForm, back: str) -> HttpResponse:
    """Do what a valid form asks for, say so, and go back."""
    cases, to = list(form.cleaned_data["cases"]), form.cleaned_data["user"]
    assign_many(cases=cases, user=to, on=form.cleaned_data["on"], by=request.user)
    said = ngettext("%(number)s forløb er givet til %(name)s.", "%(number)s forløb er givet til %(name)s.", len(cases))
    messages.success(request, said % {"number": len(cases), "name": to.name})
    return redirect(back)
