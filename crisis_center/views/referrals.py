"""A centre is asked, answers, and the municipality decides beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import NotAllowed
from accounts.forms.refusals import refuse
from accounts.policy import Can
from cases.models import Case, Consent
from crisis_center.access import get_crisis_course, get_referral
from crisis_center.actions.referral import assess, decide, grant, refer, say_room, withdraw
from crisis_center.asking import (
    CentreChoice,
    centres_to_ask,
    consents_to_ask,
    first_words,
    names_the_centre,
    why_not_ask,
)
from crisis_center.drafts import keep_draft, take_draft
from crisis_center.forms.referral import AnswerForm, AskForm, AssessmentForm, GrantForm, RoomForm, WithdrawReferralForm
from crisis_center.models import Centre, CentreReferral
from crisis_center.referral_page import called, has_letter, referral_page
from crisis_center.refusal_letter import refusal_letter


@require_http_methods(["GET", "POST"])
def refer_to_centre(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """*Spørg et center*. The button for a consent keeps what was typed until one is back from writing it."""
    case = get_crisis_course(request, case_id)
    citizen = case.citizen
    if citizen.name_hidden:
        raise NotAllowed(_("Borgeren er beskyttet. Det ser kun de, der er på forløbet."), case)
    if going := CentreReferral.objects.open().filter(case=case).first():
        messages.info(request, _("Der er allerede en henvendelse i gang."))
        return redirect(going)
    choices = centres_to_ask(request.user)
    consents = consents_to_ask(citizen, choices)
    chosen = _chosen(request.POST.get("centre"), choices)
    if request.POST.get("consent_first") and chosen:
        keep_draft(request, case.pk)
        return redirect(_consent_address(case, chosen))
    draft = {} if request.method == "POST" else take_draft(request, case.pk)
    initial = _typed(draft, choices, consents) if draft else first_words(case, request.user, consents)
    form = AskForm(request.POST or None, choices=choices, consents=consents, initial=initial)
    # Without a centre the form says at its field that one is chosen first: the consent is to name it.
    if form.is_valid():
        try:
            row = refer(case=case, by=request.user, at=form.cleaned_data.pop("asked_at"), **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Centret er spurgt. Ring også, hvis det haster."))
            return redirect(row)
    context = {
        "form": form, "case": case, "citizen": citizen, "choices": choices, "consents": consents,
        "why_not": why_not_ask(citizen, choices), "cancel_url": reverse("cases:case", args=[case.pk]),
    }  # fmt: skip
    return render(request, "crisis_center/refer.html", context)


def _chosen(key: str | None, choices: list[CentreChoice]) -> Centre | None:
    return next((one.centre for one in choices if str(one.centre.pk) == key), None)


def _consent_address(case: Case, centre: Centre) -> str:
    """The consent's own page, begun with the chosen centre, and the way back."""
    asked = {"next": reverse("crisis_center:refer", args=[case.pk]), "til": str(centre), "forloeb": case.pk}
    return f"{reverse('cases:consent_new', args=[case.citizen_id])}?{urlencode(asked)}"


def _typed(draft: dict[str, str], choices: list[CentreChoice], consents: list[Consent]) -> dict[str, Any]:
    """What was typed before the consent was given; the newest that names the centre is chosen."""
    boxes = {name: name in draft for name in ("hidden", "life_threatening")}
    centre = _chosen(draft.get("centre"), choices)
    theirs = [one.pk for one in consents if centre and names_the_centre(one, centre)]
    newest = {"consent": theirs[0]} if theirs else {}
    return {"hidden": False, **draft, **boxes, **newest}


@require_safe
def referral(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    row = get_referral(request, referral_id)
    return render(request, "crisis_center/referral.html", referral_page(row, request.user))


@require_http_methods(["GET", "POST"])
def referral_assess(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    row = _of_side(request, referral_id, may=Can.WORK_PATHWAY, at_centre=True)
    form = AssessmentForm(request.POST or None, instance=row)
    if form.is_valid():
        try:
            assess(referral=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Vurderingen er gemt."))
            return redirect(row)
    return _form(request, row, form, _("Centrets vurdering"))


@require_http_methods(["GET", "POST"])
def referral_decide(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The centre's yes or no, by its leader; until the citizen has arrived."""
    row = _of_side(request, referral_id, may=Can.DECIDE_STAY, at_centre=True)
    form = AnswerForm(request.POST or None, referral=row)
    if form.is_valid() and _answered(request, row, form, decide):
        messages.success(request, _("Svaret er gemt, og hjemkommunen ser det."))
        return redirect(row)
    return _form(request, row, form, _("Svar på henvendelsen"))


@require_http_methods(["GET", "POST"])
def referral_grant(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The municipality's *afgørelse* beside the centre's assessment (SEL § 107), by its leader."""
    row = _of_side(request, referral_id, may=Can.DECIDE_STAY, at_centre=False)
    if row.centre.leader_decides:
        raise NotAllowed(_("Efter SEL § 110 afgør centrets leder optagelsen. Kommunen afgør den ikke."), row)
    form = GrantForm(request.POST or None, referral=row)
    if form.is_valid() and (answered := _answered(request, row, form, grant)):
        messages.success(request, _("Afgørelsen er gemt."))
        return redirect("crisis_center:refusal_letter", row.pk) if answered.granted is False else redirect(row)
    return _form(request, row, form, _("Kommunens afgørelse"))


def _answered(
    request: HttpRequest, row: CentreReferral, form: AnswerForm, act: Callable[..., CentreReferral]
) -> CentreReferral | None:
    """What stands now; None when it was refused, which the form then says at its fields."""
    try:
        return act(referral=row, by=request.user, **form.answered)
    except ValidationError as error:
        refuse(form, error, **{form.side.at: "at"})
        return None


@require_safe
def referral_letter(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The refusal with its appeal guidance, to be printed or copied for the citizen."""
    row = get_referral(request, referral_id)
    if not has_letter(row):
        raise Http404
    return render(request, "crisis_center/refusal_letter.html", refusal_letter(row))


@require_http_methods(["GET", "POST"])
def referral_room(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Whether there is a room: only the centre says so."""
    row = _of_side(request, referral_id, may=Can.WORK_PATHWAY, at_centre=True)
    begun = {"is_free": str(row.no_room_at is None), "room_from_on": row.room_from_on}
    form = RoomForm(request.POST or None, initial=begun)
    if form.is_valid():
        try:
            say_room(referral=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Gemt, og hjemkommunen ser det."))
            return redirect(row)
    return _form(request, row, form, _("Er der plads?"))


@require_http_methods(["GET", "POST"])
def referral_withdraw(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Either side may, with a reason."""
    row = get_referral(request, referral_id, may=Can.WORK_PATHWAY)
    form = WithdrawReferralForm(request.POST or None)
    if form.is_valid():
        try:
            withdraw(referral=row, because=form.cleaned_data["withdrawn_because"], by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Henvendelsen er trukket tilbage."))
            return redirect(row)
    return _form(request, row, form, _("Træk henvendelsen tilbage"))


def _of_side(request: HttpRequest, referral_id: UUID, *, may: Can, at_centre: bool) -> CentreReferral:
    """Raises NotAllowed for those of the other side: each answers for its own."""
    row = get_referral(request, referral_id, may=may)
    if row.at_centre != at_centre:
        words = _("Det skriver centrets egne folk.") if at_centre else _("Det skriver hjemkommunens egne folk.")
        raise NotAllowed(words, row)
    return row


def _form(request: HttpRequest, row: CentreReferral, form: Any, title: str) -> HttpResponse:
    context = {"form": form, "referral": row, "title": title, "called": called(row)}
    return render(request, "crisis_center/referral_form.html", context)
