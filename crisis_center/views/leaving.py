"""*Udslusning*: the end of a stay, its length, the plan for hard times, the municipality's decision."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import NotAllowed
from accounts.policy import Can
from crisis_center.access import get_stay
from crisis_center.actions.leaving import decide_discharge, discharge, plan_for_hard_times, reopen_stay
from crisis_center.actions.stay import expect_until
from crisis_center.forms.leaving import DischargeForm, HardTimesForm, LeaveForm, UntilForm
from crisis_center.models import HardTimesPlan, MunicipalDischarge, Stay
from crisis_center.readiness_page import missing_in
from crisis_center.shared_facts import DISCHARGE, HARD, READY
from crisis_center.stay_facts import facts_about
from crisis_center.stay_page import called
from crisis_center.stay_pages import stay_form


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    """The centre ends the stay: its rooms are its own. What is not in place is said, and never stops anybody."""
    stay = _of_centre(request, stay_id)
    if stay.left_at:
        messages.info(request, _("Opholdet er allerede afsluttet."))
        return redirect(stay)
    facts = facts_about(request.user, [stay.pk], [READY, HARD, DISCHARGE])
    form = LeaveForm(
        request.POST or None, known=_hard_times(request, stay), user=request.user, missing=missing_in(facts),
        municipality=bool(facts.of(DISCHARGE)),
    )  # fmt: skip
    form.fields["left_at"].initial = timezone.now()

    def end(values: dict) -> None:
        discharge(
            stay=stay, how=values["left_how"], at=values["left_at"], because=values["left_because"],
            to=values["left_to"], in_place=values.get("in_place", ()), risk=values["risk"], plan=values["plan"],
            by=request.user,
        )  # fmt: skip

    return stay_form(
        request, form, end, called=called(stay), heading=_("Opholdet slutter"), said=_("Opholdet er afsluttet."),
        lead=_("Hjemkommunen får fire dage at følge op på: dag 1, uge 1, måned 1 og måned 3."),
        back=stay.get_absolute_url(),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def expected(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    """Prolong or shorten."""
    stay = get_stay(request, stay_id, may=Can.WORK_PATHWAY)
    form = UntilForm(request.POST or None, initial={"expected_until": stay.expected_until})
    return stay_form(
        request, form, lambda values: expect_until(stay=stay, until=values["expected_until"], by=request.user),
        called=called(stay), heading=_("Hvor længe varer opholdet?"), said=_("Gemt."), back=stay.get_absolute_url(),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def hard_times(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    stay = get_stay(request, stay_id, may=Can.WORK_PATHWAY)
    form = HardTimesForm(request.POST or None, known=_hard_times(request, stay))
    return stay_form(
        request, form, lambda values: plan_for_hard_times(stay=stay, by=request.user, **values), called=called(stay),
        heading=_("Hvis det bliver svært igen"), said=_("Planen er gemt."), back=stay.get_absolute_url(),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def municipal_discharge(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    """The municipality's decision under SEL § 107, by its leader; the centre then ends the stay."""
    stay = get_stay(request, stay_id, may=Can.DECIDE_STAY)
    if stay.at_centre or stay.centre.leader_decides:
        raise Http404
    form = DischargeForm(request.POST or None)

    def decide(values: dict) -> None:
        met = {name: name in values["conditions"] for name in MunicipalDischarge.CONDITIONS}
        told = {"reason": values["reason"], "appeal_told": values["appeal_told"]}
        decide_discharge(stay=stay, by=request.user, **met, **told)

    return stay_form(
        request, form, decide, called=called(stay), heading=_("Kommunens afgørelse om udskrivning"),
        lead=_("SEL § 107. Hold betingelserne op mod lovens ordlyd, og sæt kun hak ved det, du selv har sikret dig."),
        said=_("Afgørelsen er gemt. Centret ser den og skriver, hvornår borgeren rejste."),
        back=stay.get_absolute_url(),
    )  # fmt: skip


@require_POST
def reopen(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    """A stay that was ended by mistake, on the same day."""
    stay = _of_centre(request, stay_id)
    try:
        reopen_stay(stay=stay, by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Opholdet er i gang igen."))
    return redirect(stay)


def _of_centre(request: HttpRequest, stay_id: UUID) -> Stay:
    stay = get_stay(request, stay_id, may=Can.WORK_PATHWAY)
    if not stay.at_centre:
        raise NotAllowed(_("Det er centret, der afslutter opholdet. Ring til dem."), stay)
    return stay


def _hard_times(request: HttpRequest, stay: Stay) -> HardTimesPlan | None:
    found: HardTimesPlan | None = HardTimesPlan.objects.visible_to(request.user).filter(stay=stay).first()
    return found
