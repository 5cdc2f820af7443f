"""Contact with services: before and after on one screen each, and the bridge that is built in between."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.course_page import course_of
from cases.models import Case, CasePeriod
from outreach.access import get_course
from outreach.actions.affiliation import ask_after, ask_before, bridge
from outreach.bridging_facts import Contacted, contacted_of, in_period
from outreach.course_pages import course_form
from outreach.forms.affiliation import AfterForm, BeforeForm, BridgeForm, likely_services
from outreach.models.affiliation import Service

STEP = "bridging.other_offers"


@require_http_methods(["GET", "POST"])
def affiliation_before(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = get_course(request, case_id)
    known = {row.service: row.before for row in _rows(case)}
    form = BeforeForm(request.POST or None, known=known)
    return course_form(
        request, form, case,
        lambda values: ask_before(case=case, answers=form.answers(), on=_day(values), by=request.user),
        heading=_("Tilbud før indsatsen"), lead=_("Spørg én gang. Det, I ikke har talt om, står som ikke spurgt."),
        said=_("Svarene er gemt."), step=STEP,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def affiliation_after(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Also of a course that has ended: the answer may come later."""
    case = get_course(request, case_id)
    rows = _rows(case)
    form = AfterForm(request.POST or None, known={row.service: row.after for row in rows}, likely=likely_services(rows))
    period = CasePeriod.objects.get(pk=course_of(case).periods[-1].id)
    return course_form(
        request, form, case,
        lambda values: ask_after(period=period, answers=form.answers(), on=_day(values), by=request.user),
        heading=_("Tilbud efter indsatsen"), said=_("Svarene er gemt."), step=STEP,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def affiliation_bridge(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """`?tilbud=` chooses the service, with what is known of it."""
    case = get_course(request, case_id)
    chosen = request.GET.get("tilbud", "")
    row = next((one for one in _rows(case) if one.service == chosen), None)
    initial: dict[str, Any] = {"service": chosen} if chosen in Service.values else {}
    if row:
        initial |= {"accompanied_on": row.accompanied_on, "stable_on": row.stable_on, "note": row.note}
    form = BridgeForm(request.POST or None, initial=initial)
    return course_form(
        request, form, case, lambda values: bridge(case=case, by=request.user, **values),
        heading=_("Brobygning til et tilbud"), said=_("Skrevet ned."), step=STEP,
    )  # fmt: skip


def _rows(case: Case) -> list[Contacted]:
    """Of the present, or last, period."""
    return in_period(contacted_of(case), course_of(case).periods[-1].id)


def _day(values: dict) -> date:
    return values["asked_on"] or timezone.localdate()
