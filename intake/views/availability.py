"""The unit's weekly times for first talks: each worker their own, the leader everybody's."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404, require
from accounts.forms.refusals import refuse
from accounts.policy import Can, Scope, scope_of
from intake.actions.availability import change_times, offer_times, stop_times
from intake.forms.availability import AvailabilityForm
from intake.free_times import AHEAD, free_slots
from intake.models import Availability, Reception


@require_safe
def times(request: HttpRequest) -> HttpResponse:
    """Who has time when, and how many times a citizen can choose from now."""
    user = request.user
    require(user, Can.OFFER_TIMES)
    unit = user.membership.unit
    rows = Availability.objects.visible_to(user).in_use().filter(unit=unit).select_related("user", "place")
    ordered = rows.order_by("user__name", "user_id", "weekday", "from_at", "pk")
    mine_only = scope_of(user, Can.OFFER_TIMES) == Scope.OWN
    workers = [
        (found[0].user.name, [(row, not mine_only or row.user_id == user.pk) for row in found])
        for found in (list(group) for _user, group in groupby(ordered, key=lambda row: row.user_id))
    ]
    slots = free_slots(unit)
    reception = Reception.objects.filter(unit=unit).first()
    context = {"workers": workers, "free": len(slots), "ahead": AHEAD, "reception": reception}
    return render(request, "intake/availability.html", context)


@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.OFFER_TIMES)
    form = AvailabilityForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        who = form.cleaned_data.get("who") or request.user
        entry = form.cleaned_data["entry"]
        try:
            offer_times(unit=request.user.membership.unit, user=who, entry_id=entry, by=request.user, **form.told)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Tiderne er gemt og kan vælges fra i morgen."))
            return redirect("intake:availability")
    return render(request, "intake/availability_form.html", {"form": form, "heading": _("Nye ledige tider")})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, availability_id: UUID) -> HttpResponse:
    row = _own(request, availability_id)
    form = AvailabilityForm(request.POST if request.method == "POST" else None, instance=row, user=request.user)
    if form.is_valid():
        try:
            change_times(availability=row, by=request.user, **form.told)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Tiderne er rettet. Aftaler, der er lavet, står ved magt."))
            return redirect("intake:availability")
    context = {"form": form, "heading": _("Ret ledige tider"), "row": row}
    return render(request, "intake/availability_form.html", context)


@require_POST
def stop(request: HttpRequest, availability_id: UUID) -> HttpResponse:
    stop_times(availability=_own(request, availability_id), by=request.user)
    messages.success(request, _("Tiderne kan ikke vælges mere. Aftaler, der er lavet, står ved magt."))
    return redirect("intake:availability")


def _own(request: HttpRequest, availability_id: UUID) -> Availability:
    rows = Availability.objects.select_related("user", "place")
    return get_or_404(rows, availability_id, request.user, may=Can.OFFER_TIMES)
