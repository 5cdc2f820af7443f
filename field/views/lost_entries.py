"""What one person's part of a tablet has lost: whose it is sees when it was written, the leader says what became of
it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import get_or_404
from accounts.forms.refusals import refuse
from accounts.policy import Can, may
from field.actions.lost_entry import see_as_lost
from field.forms.lost_entry import LostForm
from field.lost_entries import lost_spans, seen_lines
from field.models import DeviceUser


@require_safe
def device_lost(request: HttpRequest, device_user_id: UUID) -> HttpResponse:
    row = _part(request, device_user_id)
    context = {
        "row": row,
        "spans": lost_spans(row),
        "seen": seen_lines(row),
        "may_settle": may(request.user, Can.SEE_AS_LOST),
    }
    return render(request, "field/device_lost.html", context)


@require_http_methods(["GET", "POST"])
def device_lost_seen(request: HttpRequest, device_user_id: UUID) -> HttpResponse:
    """Which of them one knows about now, and what became of them."""
    row = _part(request, device_user_id, may=Can.SEE_AS_LOST)
    form = LostForm(request.POST if request.method == "POST" else None, spans=lost_spans(row))
    if form.is_valid():
        try:
            done = see_as_lost(device_user=row, numbers=form.chosen(), note=form.cleaned_data["note"], by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            words = ngettext("%(count)s nummer er afklaret.", "%(count)s numre er afklaret.", len(done))
            messages.success(request, words % {"count": len(done)})
            return redirect("field:device_lost", row.pk)
    return render(request, "field/device_lost_seen.html", {"row": row, "form": form})


def _part(request: HttpRequest, device_user_id: UUID, *, may: Can | None = None) -> DeviceUser:
    rows = DeviceUser.objects.select_related("device", "user").defer("key", "carried")
    row: DeviceUser = get_or_404(rows, device_user_id, request.user, may=may)
    return row
