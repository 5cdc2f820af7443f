"""*Kræver afklaring*: what tablets sent and nobody could apply, and what a person decides about it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404, require
from accounts.forms.refusals import refuse
from accounts.policy import Can
from cases.timeline import Key
from field.actions.decide import drop, let_stand, let_tablet_win, try_again
from field.forms.review import DropForm
from field.models import Entry
from field.reviews import review_list, review_of
from field.settled import ALL, Applied, InConflict, NotApplied


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """What waits, the longest waiting first; `?vis=afgjort` what was decided in the last 30 days."""
    require(request.user, Can.USE_FIELD)
    decided = request.GET.get("vis", "") == "afgjort"
    found = review_list(request.user, decided=decided, after=Key.read(request.GET.get("efter", "")))
    address = reverse("field:reviews")
    chosen = {"vis": "afgjort"} if decided else {}
    context = {
        "tabs": [
            {"label": _("Uafklaret"), "url": address, "current": not decided},
            {"label": _("Afgjort"), "url": f"{address}?vis=afgjort", "current": decided},
        ],
        "lines": found.lines,
        "decided": decided,
        "more_url": f"{address}?{urlencode({**chosen, 'efter': str(found.more)})}" if found.more else "",
    }
    return render(request, "field/reviews.html", context)


@require_safe
def review(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    entry = _entry(request, entry_id)
    return render(request, "field/review.html", {"review": review_of(entry, request.user)})


@require_POST
def review_tablet(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """*Det fra tabletten gælder*, over what stood on the page (`seen-<field>`)."""
    entry = _entry(request, entry_id)
    seen = {name.removeprefix("seen-"): value for name, value in request.POST.items() if name.startswith("seen-")}
    return _attempted(request, entry, let_tablet_win, seen=seen)


@require_POST
def review_again(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """*Prøv igen*, as it was sent."""
    return _attempted(request, _entry(request, entry_id), try_again)


@require_POST
def review_standing(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """*Det, der stod, gælder*."""
    entry = _entry(request, entry_id)
    try:
        let_stand(entry=entry, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("field:review", entry_id)
    messages.success(request, _("Det, der stod, er blevet stående."))
    return redirect("field:reviews")


@require_http_methods(["GET", "POST"])
def review_drop(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """*Skal ikke bruges*, and why."""
    entry = _entry(request, entry_id)
    form = DropForm(request.POST or None)
    if form.is_valid():
        try:
            drop(entry=entry, why=form.cleaned_data["why"], by=request.user)
        except ValidationError as error:
            refuse(form, error, decision_note="why")
        else:
            messages.success(request, _("Afgjort: det skal ikke bruges. Du finder det under »Afgjort« i 30 dage."))
            return redirect("field:reviews")
    context = {"form": form, "review": review_of(entry, request.user)}
    return render(request, "field/review_drop.html", context)


def _entry(request: HttpRequest, entry_id: UUID) -> Entry:
    """One that stopped: what was applied stands where it belongs and is nobody's to decide."""
    rows = Entry.objects.exclude(status=Entry.Status.APPLIED)
    entry: Entry = get_or_404(rows.select_related("author", "device_user__device"), entry_id, request.user)
    return entry


def _attempted(request: HttpRequest, entry: Entry, attempt: Any, **given: Any) -> HttpResponse:
    try:
        outcome: Applied | NotApplied = attempt(entry=entry, by=request.user, **given)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("field:review", entry.pk)
    if isinstance(outcome, Applied):
        messages.success(request, _("Skrevet ind. Det står nu, hvor det hører til."))
        for words in outcome.result.get("said", []):
            messages.info(request, words)
        return redirect("field:reviews")
    if isinstance(outcome, InConflict):
        messages.warning(request, _("Der er skrevet noget andet imens. Se begge udgaver, og vælg igen."))
    else:
        messages.error(request, " ".join(_said(outcome)))
    return redirect("field:review", entry.pk)


def _said(refusal: NotApplied) -> list[str]:
    errors = refusal.result().get("errors", {})
    return [_("Det kunne stadig ikke skrives ind."), *errors.get(ALL, [])]
