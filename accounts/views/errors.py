"""Answers when something is not as it should be: in plain words, with what to do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import requires_csrf_token

#: Tells the page's script what kind of refusal this is, so that it can ask for the password and keep the text.
KIND = "X-Brobyg"
_NEVER_CARRIED = ("csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword")


def sign_in_needed(request: HttpRequest) -> HttpResponse:
    """401 for a post or a part of a page after the session ended; what was posted is carried along, never lost."""
    carried = [(name, value) for name, values in request.POST.lists() if name not in _NEVER_CARRIED for value in values]
    response = render(
        request,
        "errors/lost_session.html",
        {"fields": carried, "action": request.get_full_path(), "sign_in_url": reverse("sign_in_and_send")},
        status=401,
    )
    response.headers[KIND] = "sign-in"
    response.headers["Cache-Control"] = "no-store"
    return response


@login_not_required
@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403. What another site posted in the person's name is not offered to be sent on with one press."""
    if _from_elsewhere(request):
        return render(request, "errors/403.html", {"reason": ""}, status=403)
    carried = [(name, value) for name, values in request.POST.lists() if name not in _NEVER_CARRIED for value in values]
    response = render(request, "errors/csrf.html", {"fields": carried, "action": request.get_full_path()}, status=403)
    response.headers[KIND] = "csrf"
    response.headers["Cache-Control"] = "no-store"
    return response


def _from_elsewhere(request: HttpRequest) -> bool:
    """A browser says with each post which site it comes from; what says nothing is no browser."""
    origin = request.headers.get("Origin", "")
    is_other = bool(origin) and origin != f"{request.scheme}://{request.get_host()}"
    return is_other or request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", {"reason": getattr(exception, "reason", "")}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest, *args: Any) -> HttpResponse:
    return render(request, "errors/500.html", status=500)
