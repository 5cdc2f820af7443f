"""*Tilsyn* in one tap, with a way back for a slip of the finger; who to watch tonight."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.refusals import refuse
from crisis_center.actions.check import note_check, undo_check
from crisis_center.actions.check import watch as watch_tonight
from crisis_center.at_centre import get_of_stay, get_stay_here
from crisis_center.checks import check_lines
from crisis_center.forms.duty import CheckForm
from crisis_center.models import Check
from crisis_center.stay_page import called


@require_POST
def check(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    """Seen now. The board then offers to undo it."""
    stay = get_stay_here(request, stay_id)
    try:
        row = note_check(stay=stay, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("crisis_center:board")
    return redirect(f"{reverse('crisis_center:board')}?{urlencode({'set': row.pk})}")


@require_POST
def check_undo(request: HttpRequest, check_id: UUID) -> HttpResponse:
    row = get_of_stay(request, Check, check_id)
    undo_check(check=row, by=request.user)
    messages.success(request, _("Tilsynet hos %(name)s er fortrudt.") % {"name": called(row.stay)})
    return redirect("crisis_center:board")


@require_http_methods(["GET", "POST"])
def checks(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    """The latest checks of one citizen, and one with words or at another time."""
    stay = get_stay_here(request, stay_id)
    form = CheckForm(request.POST or None)
    if form.is_valid():
        try:
            note_check(stay=stay, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error, seen_at="at")
        else:
            messages.success(request, _("Tilsynet er gemt."))
            return redirect(stay)
    rows = Check.objects.visible_to(request.user).filter(stay=stay)
    return render(
        request, "crisis_center/checks.html",
        {"stay": stay, "called": called(stay), "form": form if stay.is_going else None, "lines": check_lines(rows)},
    )  # fmt: skip


@require_POST
def watch(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    """Watch this one tonight; with `off` no more."""
    stay = get_stay_here(request, stay_id)
    try:
        watch_tonight(stay=stay, on="off" not in request.POST, why=request.POST.get("why", "")[:200], by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("crisis_center:board")
