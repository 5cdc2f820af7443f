"""*Overlevering til anden kommune* at the sender's: written, followed, taken back."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404
from accounts.forms.refusals import refuse
from accounts.models import Organisation
from accounts.policy import Can
from cases.access import get_known_citizen
from cases.actions.relocation import NEAR, send_relocation, take_back_relocation
from cases.consents import consents_to_share, not_passed_on, why_no_consent
from cases.dates import local_day
from cases.facts import facts_of
from cases.forms.relocation import RelocationForm
from cases.models import CasePeriod, Citizen, Consent, Relocation
from cases.reach import reaches
from cases.relocation_drafts import drafts_for
from cases.relocations import (
    consent_facts,
    facts_shown,
    new_url,
    other_municipalities,
    plausible,
    standing,
    texts_shown,
)


@require_http_methods(["GET", "POST"])
def relocation_new(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    """`?samtykke=` under which consent; chosen by itself where there is one. Without any the page leads to one."""
    citizen = get_known_citizen(request, citizen_id, may=Can.MANAGE_CASE)
    context: dict[str, Any] = {"citizen": citizen, "why_not": why_no_consent(citizen)}
    if not context["why_not"]:
        today = timezone.localdate()
        context["consents"] = consents = list(consents_to_share(citizen, today))
        context["municipalities"] = municipalities = list(other_municipalities(request.user))
        chosen = _chosen(request, citizen, consents)
        if chosen and (municipalities or request.method == "POST"):
            limits = not_passed_on([chosen], request.user, today)
            context |= {"consent": chosen, "facts": consent_facts(chosen), "not_passed_on": limits}
            return _form(request, citizen, chosen, municipalities, context)
        address = new_url(citizen.pk)
        context["choices"] = [
            {"title": one.receiver, "url": f"{address}?{urlencode({'samtykke': one.pk})}", "meta": one.covers}
            for one in consents
        ]
    return render(request, "cases/relocation_new.html", context)


def _form(
    request: HttpRequest, citizen: Citizen, chosen: Consent, municipalities: list[Organisation], context: dict
) -> HttpResponse:
    initial: dict[str, Any] = {}
    if request.method == "GET":
        receiver = plausible(chosen, municipalities, citizen)
        initial = drafts_for(citizen, chosen.kinds.split()) | {"receiver": receiver.pk if receiver else None}
        moved_on = _moved_on(citizen)
        if moved_on and timezone.localdate() - moved_on <= NEAR:
            initial["moved_on"] = moved_on
    form = RelocationForm(
        request.POST or None,
        user=request.user,
        citizen=citizen,
        consent=chosen,
        municipalities=municipalities,
        initial=initial,
    )
    if form.is_valid():
        try:
            row = send_relocation(citizen=citizen, consent=chosen, by=request.user, **form.sending)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Overleveringen er sendt. Den står hos dem, til nogen tager imod."))
            return redirect(row)
    return render(request, "cases/relocation_new.html", {**context, "form": form})


def _chosen(request: HttpRequest, citizen: Citizen, consents: list[Consent]) -> Consent | None:
    """What was typed under a consent that ended meanwhile is not lost: the action says so at the form."""
    try:
        key = UUID(request.POST.get("consent") or request.GET.get("samtykke", ""))
    except ValueError:
        return consents[0] if len(consents) == 1 else None
    found = next((one for one in consents if one.pk == key), None)
    if found is None and request.method == "POST":
        rows = Consent.objects.visible_to(request.user).select_related("partner")
        found = rows.filter(pk=key, citizen=citizen).first()
    return found


def _moved_on(citizen: Citizen) -> date | None:
    """The day of the last closing that said so."""
    periods = [course.periods[-1] for course in facts_of(citizen).courses]
    ended = [row.ended for row in periods if row.ended and row.code == CasePeriod.CloseReason.MOVED]
    return local_day(max(ended, default=None))


@require_safe
def relocation(request: HttpRequest, relocation_id: UUID) -> HttpResponse:
    row = _sent(request, relocation_id)
    days, today = standing(row), timezone.localdate()
    context = {
        "relocation": row,
        "citizen": row.citizen,
        "badge": days.badge(today),
        "told": days.told(today),
        "is_open": days.is_open,
        "facts": facts_shown(row),
        "texts": texts_shown(row),
        "may_manage": reaches(request.user, Can.MANAGE_CASE, row.citizen),
    }
    return render(request, "cases/relocation.html", context)


@require_POST
def relocation_take_back(request: HttpRequest, relocation_id: UUID) -> HttpResponse:
    row = _sent(request, relocation_id, may=Can.MANAGE_CASE)
    try:
        take_back_relocation(relocation=row, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Taget tilbage. De kan ikke læse den mere."))
    return redirect(row)


def _sent(request: HttpRequest, relocation_id: UUID, *, may: Can | None = None) -> Relocation:
    """One that this municipality sent and, as `relocation.citizen`, the citizen; raises like `get_known_citizen`."""
    if request.user.membership is None:
        raise Http404
    rows = Relocation.objects.filter(organisation_id=request.user.membership.organisation_id)
    row: Relocation = get_or_404(
        rows.select_related("receiver", "sent_by", "consent__partner", "receipt"), relocation_id, request.user
    )
    row.citizen = get_known_citizen(request, row.citizen_id, may=may)
    return row
