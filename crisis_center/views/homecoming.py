"""*Hjemkomst*: the four follow-ups and the agreements. Home's alone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404
from accounts.policy import Can
from crisis_center.access import get_crisis_course, get_stay
from crisis_center.actions.homecoming import (
    agree_at_home,
    decline,
    follow_up,
    keep_agreement,
    resume_follow_up,
    take_back_follow_up,
)
from crisis_center.forms.homecoming import DeclineForm, FollowUpForm, HomecomingAgreementForm
from crisis_center.home_page import homecoming_page
from crisis_center.homecomings import Homecoming, homecoming_of
from crisis_center.models import HomecomingAgreement, HomecomingFollowUp, Stay
from crisis_center.stay_pages import stay_form

Occasion = HomecomingFollowUp.Occasion


@require_safe
def homecoming(request: HttpRequest, left_id: UUID) -> HttpResponse:
    stay, come = _home(request, left_id)
    return render(request, "crisis_center/homecoming.html", homecoming_page(stay, come))


@require_http_methods(["GET", "POST"])
def homecoming_found(request: HttpRequest, left_id: UUID, occasion: str) -> HttpResponse:
    """What was found on one of the four."""
    if occasion not in Occasion.values:
        raise Http404
    stay, come = _home(request, left_id)
    one = next(one for one in come.follow_ups if one.occasion == occasion)
    return stay_form(
        request, FollowUpForm(request.POST or None),
        lambda values: follow_up(stay=stay, occasion=occasion, by=request.user, **values),
        called=stay.case.citizen.shown, heading=_("Hjemkomst: %(which)s") % {"which": one.title.lower()},
        lead=one.standing(timezone.localdate())[0], said=_("Gemt."), back=come.url,
    )  # fmt: skip


@require_POST
def homecoming_remove(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """Written by mistake."""
    row = get_or_404(HomecomingFollowUp, follow_up_id, request.user)
    _stay, come = _home(request, row.stay_id)
    take_back_follow_up(row=row, by=request.user)
    messages.success(request, _("Fjernet. Opfølgningen venter igen."))
    return redirect(come.url)


@require_http_methods(["GET", "POST"])
def homecoming_decline(request: HttpRequest, left_id: UUID) -> HttpResponse:
    stay, come = _home(request, left_id)
    return stay_form(
        request, DeclineForm(request.POST or None),
        lambda values: decline(stay=stay, by=request.user, **values), called=stay.case.citizen.shown,
        heading=_("Ønsker ikke opfølgning"), said=_("Gemt. Resten af opfølgningen er lukket."), back=come.url,
        lead=_("Så venter resten af opfølgningen ikke mere. Borgeren kan altid ombestemme sig."),
    )  # fmt: skip


@require_POST
def homecoming_resume(request: HttpRequest, left_id: UUID) -> HttpResponse:
    stay, come = _home(request, left_id)
    resume_follow_up(stay=stay, by=request.user)
    messages.success(request, _("Opfølgningen er i gang igen."))
    return redirect(come.url)


@require_http_methods(["GET", "POST"])
def agreement_new(request: HttpRequest, course_id: UUID) -> HttpResponse:
    """An agreement between the parties, made with the citizen. May be made before the homecoming."""
    case = get_crisis_course(request, course_id)
    form = HomecomingAgreementForm(request.POST or None, user=request.user)
    return stay_form(
        request, form, lambda values: agree_at_home(case=case, by=request.user, **values),
        called=case.citizen.shown, heading=_("Aftale ved hjemkomst"), said=_("Aftalen er gemt."),
        back=reverse("crisis_center:plan_141", args=[case.pk]),
    )  # fmt: skip


@require_POST
def agreement_kept(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """`kept`: ja or nej; anything else takes back what was said."""
    row = get_or_404(HomecomingAgreement, deal_id, request.user)
    case = get_crisis_course(request, row.case_id)
    keep_agreement(row=row, kept={"ja": True, "nej": False}.get(request.POST.get("kept", "")), by=request.user)
    messages.success(request, _("Gemt."))
    return redirect("crisis_center:plan_141", case.pk)


def _home(request: HttpRequest, left_id: UUID) -> tuple[Stay, Homecoming]:
    """The stay as home sees it, and what followed. Http404 at the centre, and while the stay goes on."""
    stay = get_stay(request, left_id, may=Can.WORK_PATHWAY)
    if stay.at_centre:
        raise Http404
    come = homecoming_of(stay.case.citizen, stay.pk)
    if come is None:
        raise Http404
    return stay, come
