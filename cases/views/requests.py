"""The request that starts the 14 days: registered without a contact, ended, and the unit's register of them all."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import get_or_404, require
from accounts.forms.base import HouseForm
from accounts.forms.refusals import refuse
from accounts.policy import Can, may
from audit.access import log_listed
from cases.access import citizens_for, get_citizen
from cases.actions.task import end_request, register_request
from cases.agenda import read_key
from cases.clocks import Verdict, kept_words
from cases.forms.request import PeriodForm, RequestEndForm, RequestForm
from cases.models import Citizen, TreatmentRequest
from cases.requests import PAGE, SHOWN, Period, Totals, request_line, request_rows, totals


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """*Frister*: what runs, and what became of the requests of a period; `?vis=` a verdict, 50 a page by key."""
    user, today = request.user, timezone.localdate()
    require(user, Can.SEE_CASELOAD)
    form = PeriodForm(request.GET)
    period = form.period
    verdict = request.GET.get("vis", "")
    if verdict not in [one.value for one in SHOWN]:
        verdict = Verdict.RUNNING.value
    counted = totals(user, period, today)
    rows = request_rows(user, verdict, period, today, after=read_key(request.GET.get("efter", "")))
    shown = rows[:PAGE]
    labels = citizens_for(user, [row.citizen_id for row in shown])
    log_listed(labels)
    may_end = may(user, Can.MANAGE_CASE)
    lines = [request_line(row, labels[row.citizen_id], today, may_end=may_end) for row in shown]
    last = f"{shown[-1].requested_on.isoformat()}_{shown[-1].pk}" if len(rows) > PAGE else ""
    context = {
        "form": form,
        "period": period,
        "totals": counted,
        "tabs": _tabs(verdict, counted, period),
        "verdict": Verdict(verdict),
        "lines": lines,
        "next_url": _address(verdict, period, efter=last) if last else "",
        "first_url": _address(verdict, period) if request.GET.get("efter") else "",
        "reset_url": reverse("cases:requests") if request.GET.get("fra") or request.GET.get("til") else "",
    }
    return render(request, "cases/requests.html", context)


def _tabs(chosen: str, counted: Totals, period: Period) -> list[dict[str, Any]]:
    return [
        {
            "label": one.label,
            "url": _address(one.value, period),
            "count": counted.numbers[one.value],
            "current": one.value == chosen,
        }
        for one in SHOWN
    ]


def _address(verdict: str, period: Period, **more: str) -> str:
    days = {"fra": period.first.isoformat(), "til": period.last.isoformat()}
    return f"{reverse('cases:requests')}?{urlencode({'vis': verdict, **days, **more})}"


@require_http_methods(["GET", "POST"])
def request_new(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    citizen = get_citizen(request, citizen_id, may=Can.MANAGE_CASE)
    form = RequestForm(request.POST or None)
    if form.is_valid():
        try:
            register_request(citizen=citizen, on=form.cleaned_data["on"], by=request.user)
        except ValidationError as error:
            refuse(form, error, requested_on="on")
        else:
            messages.success(request, _("Anmodningen er skrevet ned. De 14 dage løber."))
            return redirect(citizen)
    return _page(request, form, citizen, _("Anmodning om behandling"))


@require_http_methods(["GET", "POST"])
def request_end(request: HttpRequest, request_id: UUID) -> HttpResponse:
    found = get_or_404(TreatmentRequest, request_id, request.user)
    citizen = get_citizen(request, found.citizen_id, may=Can.MANAGE_CASE)
    form = RequestEndForm(request.POST or None)
    if form.is_valid():
        try:
            ended = end_request(request=found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error, ended_on="on")
        else:
            kept = kept_words(ended.requested_on, ended.ended_on or ended.requested_on, ended.outcome)
            messages.success(request, _("Anmodningen er afgjort. %(kept)s.") % {"kept": kept})
            return redirect(citizen)
    return _page(request, form, citizen, _("Afgør anmodningen om behandling"))


def _page(request: HttpRequest, form: HouseForm, citizen: Citizen, heading: str) -> HttpResponse:
    context = {"form": form, "citizen": citizen, "heading": heading, "cancel_url": citizen.get_absolute_url()}
    return render(request, "cases/course_form.html", context)
