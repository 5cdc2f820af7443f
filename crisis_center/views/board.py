"""*Vagtsiden*, the wall screen, and the door that leads each to their own side."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import require
from accounts.policy import Can, may
from accounts.polling import become_screen, is_screen, on_screens, polled
from audit.access import log_listed
from cases.dates import long_day
from crisis_center.at_centre import get_own_centre, own_centre
from crisis_center.board import just_seen, read_board
from crisis_center.shift_handovers import latest_handover
from crisis_center.wall import read_wall


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The people of a house to their board, everybody else to home's overview."""
    require(request.user, Can.SEE_CASELOAD)
    if own_centre(request.user):
        return redirect("crisis_center:board")
    return redirect("crisis_center:overview")


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """`?set=`: the check that was just made, to be undone."""
    centre = get_own_centre(request)
    house = read_board(centre, request.user)
    log_listed(house.citizens)
    context = {
        "centre": centre,
        "board": house,
        "day": long_day(timezone.localdate()),
        "just_seen": just_seen(house, request.GET.get("set", "")),
        "handover": latest_handover(centre, request.user),
    }
    return render(request, "crisis_center/board.html", context)


@on_screens
@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """No citizen is shown, so no look is logged."""
    centre = get_own_centre(request)
    tiles, doctors = read_wall(centre, request.user)
    context = {"centre": centre, "tiles": tiles, "doctors": doctors, "is_screen": is_screen(request)}
    return render(request, "crisis_center/wall.html", context)


@require_POST
def wall_only(request: HttpRequest) -> HttpResponse:
    """The session becomes the screen's: it stays on, and opens nothing else."""
    get_own_centre(request)
    become_screen(request)
    return redirect("crisis_center:wall")


@login_not_required
@polled
@on_screens
@require_safe
def wall_now(request: HttpRequest) -> HttpResponse:
    """The rooms as they are now, for the screen's own timer. Whoever is signed in no longer, or works here no longer,
    leaves no room on it."""
    user = request.user
    centre = own_centre(user) if user.is_authenticated and may(user, Can.SEE_CASELOAD) else None
    if centre is None:
        return render(request, "crisis_center/wall_signed_out.html")
    tiles, doctors = read_wall(centre, user)
    context = {"tiles": tiles, "doctors": doctors, "is_screen": is_screen(request)}
    return render(request, "crisis_center/wall_rooms.html", context)
