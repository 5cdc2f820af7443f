"""*Tablets*: which there are, how they are, what lay on them; and one is named, deleted, and taken into use again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404, require
from accounts.forms.refusals import refuse
from accounts.policy import Can, Scope, scope_of
from cases.dates import near_day
from field.actions.device import ask_wipe, name_device, release
from field.devices import carried_on, device_line, devices_of, unsent_on
from field.forms.device import DayForm, NameForm, WipeForm
from field.models import Device


@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    """The unit's for its leader, else those one uses oneself."""
    require(request.user, Can.USE_FIELD)
    context = {
        "lines": devices_of(request.user),
        "whole_unit": scope_of(request.user, Can.USE_FIELD) >= Scope.UNIT,
    }
    return render(request, "field/devices.html", context)


@require_safe
def device(request: HttpRequest, device_id: UUID) -> HttpResponse:
    row = _device(request, device_id)
    return render(request, "field/device.html", {"line": device_line(row, request.user)})


@require_http_methods(["GET", "POST"])
def device_name(request: HttpRequest, device_id: UUID) -> HttpResponse:
    row = _device(request, device_id)
    form = NameForm(request.POST or None, instance=row)
    if form.is_valid():
        try:
            name_device(device=_device(request, device_id), label=form.cleaned_data["label"], by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Navnet er gemt."))
            return redirect("field:device", device_id)
    return render(request, "field/device_name.html", {"form": form, "device": row})


@require_http_methods(["GET", "POST"])
def device_wipe(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Says what is lost before it is."""
    row = _device(request, device_id)
    form = WipeForm(request.POST or None)
    if form.is_valid():
        ask_wipe(device=row, mode=form.cleaned_data["mode"], by=request.user)
        messages.success(request, _("Tabletten er bedt slettet. Den gør det, næste gang den har net."))
        return redirect("field:device", device_id)
    return render(request, "field/device_wipe.html", {"form": form, "device": row, "unsent": unsent_on(row)})


@require_POST
def device_release(request: HttpRequest, device_id: UUID) -> HttpResponse:
    release(device=_device(request, device_id), by=request.user)
    messages.success(request, _("Tabletten kan bruges igen. Log ind på den som på en ny."))
    return redirect("field:device", device_id)


@require_safe
def device_citizens(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """*Hvad lå på den*: at the last download, or at the end of `?dag=`."""
    row = _device(request, device_id)
    today = timezone.localdate()
    form = DayForm(request.GET or None)
    chosen = form.cleaned_data["dag"] if form.is_valid() else None
    day = min(chosen, today) if chosen else today
    context = {"device": row, "form": form, "uses": carried_on(row, request.user, day), "day": near_day(day, today)}
    return render(request, "field/device_citizens.html", context)


def _device(request: HttpRequest, device_id: UUID) -> Device:
    row: Device = get_or_404(Device.objects.select_related("wipe_asked_by"), device_id, request.user)
    return row
