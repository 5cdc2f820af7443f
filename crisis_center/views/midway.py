"""*Midtvejsmøde*: proposed, fixed, held or not held."""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import get_or_404
from accounts.policy import Can
from cases.dates import short_day
from crisis_center.access import get_stay
from crisis_center.actions.midway import hold_midway, miss_midway, plan_midway
from crisis_center.forms.midway import PEOPLE, MidwayEditForm, MidwayHeldForm, MidwayMissedForm, MidwayPlanForm
from crisis_center.midway_page import midway_page
from crisis_center.midways import proposed_midway
from crisis_center.models import MidwayMeeting, Stay
from crisis_center.stay_page import called
from crisis_center.stay_pages import stay_form

_HOUR = time(10)


@require_safe
def midway(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    """What is fixed, every meeting that was held, and those that were not."""
    stay = get_stay(request, stay_id)
    rows = MidwayMeeting.objects.visible_to(request.user).filter(stay=stay).select_related("noted_by")
    context = {"stay": stay, "called": called(stay), **midway_page(stay, list(rows.order_by("-planned_at", "-pk")))}
    return render(request, "crisis_center/midway.html", context)


@require_http_methods(["GET", "POST"])
def midway_plan(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    """Fix the time, or move it."""
    stay = get_stay(request, stay_id, may=Can.WORK_PATHWAY)
    known = MidwayMeeting.objects.planned().filter(stay=stay).first()
    form = MidwayPlanForm(request.POST or None, initial=_plan_of(stay, known))

    def write(values: dict) -> None:
        asked = values.pop("asked")
        told = {f"{key}_asked": key in asked for key, _label in PEOPLE}
        plan_midway(stay=stay, by=request.user, **told, **values)

    return stay_form(
        request, form, write, called=called(stay), heading=_("Aftal midtvejsmøde"), said=_("Tidspunktet er gemt."),
        lead=_("Midt i opholdet er omkring %(day)s") % {"day": short_day(proposed_midway(stay))}, back=_page(stay),
    )  # fmt: skip


def _plan_of(stay: Stay, known: MidwayMeeting | None) -> dict:
    if known:
        asked = [key for key, _label in PEOPLE if getattr(known, f"{key}_asked")]
        return {"planned_at": known.planned_at, "where": known.where, "asked": asked}
    day = max(proposed_midway(stay), timezone.localdate())
    return {
        "planned_at": timezone.make_aware(datetime.combine(day, _HOUR)),
        "where": str(stay.centre),
        "asked": [key for key, _label in PEOPLE],
    }


@require_http_methods(["GET", "POST"])
def midway_held(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    """The meeting was held, whether or not somebody had fixed it."""
    stay = get_stay(request, stay_id, may=Can.WORK_PATHWAY)
    known = MidwayMeeting.objects.planned().filter(stay=stay).first()
    came = dict.fromkeys((f"{key}_came" for key, _label in PEOPLE), True)
    at = min(known.planned_at if known else timezone.now(), timezone.now())
    form = MidwayHeldForm(request.POST or None, initial={"held_at": at, **came})
    return stay_form(
        request, form, lambda values: hold_midway(stay=stay, by=request.user, **values), called=called(stay),
        heading=_("Midtvejsmødet blev holdt"), said=_("Mødet er skrevet ned. Aftal også, hvem der gør hvad."),
        back=reverse("crisis_center:readiness", args=[stay.pk]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def midway_edit(request: HttpRequest, midway_id: UUID) -> HttpResponse:
    meeting = get_or_404(MidwayMeeting.objects.held(), midway_id, request.user)
    stay = get_stay(request, meeting.stay_id, may=Can.WORK_PATHWAY)
    form = MidwayEditForm(request.POST or None, instance=meeting)
    return stay_form(
        request, form, lambda values: hold_midway(stay=stay, meeting=meeting, by=request.user, **values),
        called=called(stay), heading=_("Ret midtvejsmødet"), said=_("Rettet."), back=_page(stay),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def midway_missed(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    stay = get_stay(request, stay_id, may=Can.WORK_PATHWAY)
    form = MidwayMissedForm(request.POST or None)
    return stay_form(
        request, form, lambda values: miss_midway(stay=stay, because=values["missed_because"], by=request.user),
        called=called(stay), heading=_("Midtvejsmødet blev ikke holdt"), said=_("Gemt. Aftal et nyt, når I kan."),
        back=_page(stay),
    )  # fmt: skip


def _page(stay: Stay) -> str:
    return reverse("crisis_center:midway", args=[stay.pk])
