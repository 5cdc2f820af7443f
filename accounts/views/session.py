"""Signing in again without leaving the page, choosing the membership one acts in, and where one lands."""

from __future__ import annotations

from allauth.account.forms import LoginForm
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.navigation import home_of


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_again(request: HttpRequest) -> JsonResponse:
    """GET: {"csrf", "user"}: a fresh token, and the session kept alive. POST e-mail and password: the same, or 400.

    Used by the page's own script when a session ended under somebody who was writing (static/js).
    """
    if request.method == "GET":
        user = str(request.user.pk) if request.user.is_authenticated else None
        return JsonResponse({"csrf": get_token(request), "user": user})
    error = _sign_in(request)
    if error:
        return JsonResponse({"error": error}, status=400)
    return JsonResponse({"csrf": get_token(request), "user": str(request.user.pk)})


@login_not_required
@never_cache
@require_POST
def sign_in_and_send(request: HttpRequest) -> HttpResponse:
    """The same without script: signs in, then shows what was written with one button that sends it on."""
    action = request.POST.get("carried_action", "/")
    if not url_has_allowed_host_and_scheme(action, allowed_hosts=None) or not action.startswith("/"):
        action = "/"
    fields = [
        (name.removeprefix("carried."), value)
        for name, values in request.POST.lists()
        if name.startswith("carried.")
        for value in values
    ]
    error = _sign_in(request)
    template = "errors/lost_session.html" if error else "errors/send_again.html"
    context = {"fields": fields, "action": action, "error": error, "email": request.POST.get("email", "")}
    return render(request, template, context, status=400 if error else 200)


def _sign_in(request: HttpRequest) -> str:
    """Signs in by the posted e-mail and password; returns what was wrong, or ''. Rate limits as on the sign-in page."""
    form = LoginForm(
        {"login": request.POST.get("email", ""), "password": request.POST.get("password", "")}, request=request
    )
    if not form.is_valid():
        errors = [str(error) for messages in form.errors.values() for error in messages]
        return errors[0] if errors else _("E-mail eller adgangskode er forkert.")
    if not form.user.is_active:
        # Said only to whoever knew the password. What was written stays on the screen.
        return _(
            "Din adgang er lukket, og det, du skrev, er ikke gemt. Giv teksten videre til en kollega eller din leder."
        )
    with transaction.atomic():
        login(request, form.user)
    return ""


@require_POST
def switch_membership(request: HttpRequest) -> HttpResponse:
    """Act in another of one's memberships."""
    choices = {str(m.pk): m for m in [request.user.membership, *request.user.other_memberships] if m}
    chosen = choices.get(request.POST.get("membership", ""))
    if chosen:
        request.session["membership"] = str(chosen.pk)
        request.user.membership = chosen
    return redirect("home")


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    return redirect(home_of(request.user))


@require_GET
def no_access(request: HttpRequest) -> HttpResponse:
    """Signed in, but without an active membership."""
    if request.user.membership is not None:
        return redirect("home")
    return render(request, "accounts/no_access.html", status=200)
