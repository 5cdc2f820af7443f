"""*Fremtidsplan*: written a little at a time, and read with the citizen."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import get_or_404
from accounts.policy import Can
from crisis_center.access import get_stay
from crisis_center.actions.future import put_aside, say_future, take_up
from crisis_center.forms.future import FutureForm
from crisis_center.future_page import future_page
from crisis_center.models import FutureEntry, Stay
from crisis_center.stay_page import called
from crisis_center.stay_pages import stay_form


@require_http_methods(["GET", "POST"])
def future(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    """All that was said, by theme, and room for one wish more."""
    stay = get_stay(request, stay_id, may=Can.WORK_PATHWAY)
    form = FutureForm(request.POST or None)
    return stay_form(
        request, form, lambda values: say_future(stay=stay, by=request.user, **values), called=called(stay),
        heading=_("Fremtidsplan"), said=_("Skrevet i fremtidsplanen."),
        back=reverse("crisis_center:future", args=[stay.pk]), template="crisis_center/future.html", stay=stay,
        **future_page(_entries(request, stay)),
    )  # fmt: skip


@require_safe
def future_read(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    """For the citizen's eyes, on the tablet or on paper: nothing but what the citizen said."""
    stay = get_stay(request, stay_id)
    context = {"stay": stay, "called": called(stay), **future_page(_entries(request, stay))}
    return render(request, "crisis_center/future_read.html", context)


@require_POST
def future_aside(request: HttpRequest, wish_id: UUID) -> HttpResponse:
    """Put aside, or with `fortryd` taken up again."""
    entry = get_or_404(FutureEntry, wish_id, request.user)
    stay = get_stay(request, entry.stay_id, may=Can.WORK_PATHWAY)
    if "fortryd" in request.POST:
        take_up(entry=entry, by=request.user)
        messages.success(request, _("Står i fremtidsplanen igen."))
    else:
        put_aside(entry=entry, by=request.user)
        messages.success(request, _("Lagt til side. Det bliver gemt nederst på siden."))
    return redirect("crisis_center:future", stay.pk)


def _entries(request: HttpRequest, stay: Stay) -> list[FutureEntry]:
    rows = FutureEntry.objects.visible_to(request.user).filter(stay=stay).select_related("written_by")
    return list(rows.order_by("-said_on", "-pk"))
