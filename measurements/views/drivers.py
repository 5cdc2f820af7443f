"""*Drivkræfter og barrierer*: a list by theme, and a note in seconds."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404, require
from accounts.policy import Can
from cases.dates import short_day
from directory.views.saving import carried_out
from measurements.actions.driver import correct_driver, note_driver, remove_driver
from measurements.fidelity import drivers as drivers_of
from measurements.fidelity_tabs import fidelity_tabs
from measurements.forms.driver import DriverCorrectForm, DriverForm
from measurements.models import DriverNote
from outreach.forms.referrals import PeriodForm
from outreach.referrals import periods


@require_safe
def drivers(request: HttpRequest) -> HttpResponse:
    """`?periode=`: one of `periods`."""
    require(request.user, Can.MANAGE_TASK)
    choices = periods(timezone.localdate())
    chosen = next((one for one in choices if one.key == request.GET.get("periode", "")), choices[0])
    membership = request.user.membership
    found = drivers_of(organisation=membership.organisation, unit=membership.unit, first=chosen.first, last=chosen.last)
    themes = [
        {
            "title": DriverNote.Theme(theme).label,
            "sides": [
                {"title": DriverNote.Kind(kind).label, "notes": [_line(note) for note in notes]}
                for kind, notes in kinds.items()
            ],
        }
        for theme, kinds in found.items()
        if any(kinds.values())
    ]
    context = {
        "tabs": fidelity_tabs("drivers"),
        "form": PeriodForm(periods=choices, chosen=chosen),
        "period": chosen,
        "themes": themes,
    }
    return render(request, "measurements/drivers.html", context)


@require_http_methods(["GET", "POST"])
def driver_new(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.MANAGE_TASK)
    form = DriverForm(request.POST or None)
    unit = request.user.membership.unit

    def note() -> None:
        values = dict(form.cleaned_data)
        note_driver(unit=unit, entry_id=values.pop("entry"), by=request.user, **values)

    if carried_out(form, note):
        messages.success(request, _("Gemt."))
        return redirect("measurements:drivers")
    return _page(request, form, _("Ny drivkraft eller barriere"))


@require_http_methods(["GET", "POST"])
def driver_edit(request: HttpRequest, driver_id: UUID) -> HttpResponse:
    row = get_or_404(DriverNote, driver_id, request.user)
    form = DriverCorrectForm(request.POST or None, instance=row)
    if carried_out(form, lambda: correct_driver(note=row, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Gemt."))
        return redirect("measurements:drivers")
    return _page(request, form, _("Ret"), remove_url=reverse("measurements:driver_remove", args=[row.pk]))


@require_POST
def driver_remove(request: HttpRequest, driver_id: UUID) -> HttpResponse:
    row = get_or_404(DriverNote, driver_id, request.user)
    remove_driver(note=row, by=request.user)
    messages.success(request, _("Fjernet fra listen."))
    return redirect("measurements:drivers")


def _line(note: DriverNote) -> dict[str, str]:
    return {
        "text": note.text,
        "meta": f"{short_day(note.noticed_on)} · {note.written_by}",
        "url": reverse("measurements:driver_edit", args=[note.pk]),
    }


def _page(
    request: HttpRequest, form: DriverForm | DriverCorrectForm, heading: str, *, remove_url: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "back_url": reverse("measurements:drivers"),
        "back": _("Drivkræfter og barrierer"),
        "remove_url": remove_url,
    }
    return render(request, "measurements/form.html", context)
