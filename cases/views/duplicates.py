"""*Mulige dubletter*: two and two side by side; the same, or not the same, said once."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import get_or_404, require
from accounts.policy import Can
from audit.access import log_listed
from cases.actions.duplicates import ask_again, tell_apart
from cases.duplicates import cards_of, decided_page, forget_count, likely_page, read_key
from cases.models import Citizen, NotTheSame
from cases.timeline import Key


@require_GET
def duplicates(request: HttpRequest) -> HttpResponse:
    """Ten pairs, most likely first; `?efter=` a key: the next ones; `?afgjort=` what was decided a moment ago."""
    require(request.user, Can.JOIN_CITIZENS)
    pairs, count, more = likely_page(request.user, after=read_key(request.GET.get("efter", "")))
    cards = cards_of(request.user, pairs)
    log_listed([side.hit.id for card in cards for side in (card.one, card.other)])
    address = reverse("cases:duplicates")
    context = {
        "tabs": _tabs("", count),
        "cards": cards,
        "decided": _decided(request),
        "newest_url": address if request.GET.get("efter") else "",
        "more_url": f"{address}?{urlencode({'efter': more})}" if more else "",
    }
    return render(request, "cases/duplicates.html", context)


@require_GET
def duplicates_decided(request: HttpRequest) -> HttpResponse:
    """Those of whom somebody said that they are two, the latest first; there it can be taken back."""
    require(request.user, Can.JOIN_CITIZENS)
    lines, older = decided_page(request.user, before=Key.read(request.GET.get("foer", "")))
    log_listed([pk for line in lines for pk, _name in line.citizens])
    address = reverse("cases:duplicates_decided")
    context = {
        "tabs": _tabs("afgjort", None),
        "lines": lines,
        "older_url": f"{address}?{urlencode({'foer': str(older)})}" if older else "",
    }
    return render(request, "cases/duplicates_decided.html", context)


@require_POST
def duplicate_apart(request: HttpRequest, citizen_id: UUID) -> HttpResponse:
    """*Ikke den samme* as `other`. Both stood on the list, so both are in the access log."""
    one, other = (_joinable(request, key) for key in (citizen_id, _uuid(request.POST.get("other", ""))))
    try:
        decision = tell_apart(one=one, other=other, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("cases:duplicates")
    forget_count(request.user)
    return redirect(f"{reverse('cases:duplicates')}?{urlencode({'afgjort': decision.pk})}")


@require_POST
def duplicate_again(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """*Fortryd*: the two are asked about again."""
    decision: NotTheSame = get_or_404(NotTheSame, decision_id, request.user, may=Can.JOIN_CITIZENS)
    ask_again(decision=decision, by=request.user)
    forget_count(request.user)
    messages.success(request, _("Fortrudt. De to står igen på listen, hvis de ligner hinanden."))
    return redirect("cases:duplicates")


def _joinable(request: HttpRequest, citizen_id: UUID) -> Citizen:
    """Raises Http404 for a citizen whom the list never shows this user."""
    citizen: Citizen = get_or_404(
        Citizen.objects.labelled(request.user), citizen_id, request.user, may=Can.JOIN_CITIZENS
    )
    if citizen.name_hidden:
        raise Http404
    return citizen


def _decided(request: HttpRequest) -> NotTheSame | None:
    """What `?afgjort=` names, if it still holds."""
    try:
        key = UUID(request.GET.get("afgjort", ""))
    except ValueError:
        return None
    return NotTheSame.objects.visible_to(request.user).filter(pk=key).first()


def _tabs(chosen: str, count: int | None) -> list[dict]:
    return [
        {"label": _("Uafgjort"), "url": reverse("cases:duplicates"), "current": not chosen, "count": count},
        {"label": _("Ikke den samme"), "url": reverse("cases:duplicates_decided"), "current": bool(chosen)},
    ]


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
