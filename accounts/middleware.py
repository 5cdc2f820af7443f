"""What happens around every request: headers, sign-in, and the one transaction."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import NotAllowed
from accounts.acting import set_tenant
from accounts.addresses import lead_back
from accounts.models import Membership
from accounts.polling import is_polled, is_screen, may_stay_on
from accounts.sign_in import memberships_of
from accounts.views.errors import sign_in_needed
from audit import context
from audit.access import log_access
from audit.models import AccessLog

#: The text stays on the screen (static/js/send.js): who has stopped can still give it to somebody.
ROLE_ENDED = gettext_lazy(
    "Din rolle er slut, og det, du sendte, er ikke gemt. Teksten står stadig på skærmen: giv den videre til en kollega "
    "eller din leder, før du lukker siden."
)

#: Posts that mean the same in whatever role one acts.
_WRITES_NOTHING = ("account_logout", "accounts:switch_membership", "accounts:set_language")

GetResponse = Callable[[HttpRequest], HttpResponseBase]

#: Seconds between two writes of "last seen" to the session: a write for each request would double its cost.
SEEN_EVERY = 60


class SecurityHeaders:
    """Headers Django has no setting for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), browsing-topics=()"
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            # The back button of a shared tablet must not show the last citizen.
            response.headers["Cache-Control"] = "no-store"
        return response


class ChosenLanguage:
    """Danish until the person chooses otherwise. Django's own would follow the browser: a tablet that was bought with
    English settings is no choice of language."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SignInRequired(LoginRequiredMiddleware):
    """Every view needs a signed-in person unless it says otherwise; an idle session ends."""

    def process_view(
        self, request: HttpRequest, view_func: Callable, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if request.user.is_authenticated:
            if is_screen(request):
                if not may_stay_on(request, view_func):
                    logout(request)
                return super().process_view(request, view_func, view_args, view_kwargs)
            now = int(time.time())
            seen = request.session.get("seen", now)
            # Each write of "seen" puts the session's expiry off; a working day is the end all the same.
            since = request.session.setdefault("since", now)
            if now - seen > settings.IDLE_MINUTES * 60 or now - since > settings.SESSION_COOKIE_AGE:
                logout(request)
            elif "seen" not in request.session or (now - seen > SEEN_EVERY and not is_polled(view_func)):
                request.session["seen"] = now
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Callable) -> Any:
        if request.method == "POST" or request.headers.get("HX-Request"):
            return sign_in_needed(request)
        return super().handle_no_permission(request, view_func)

    def get_redirect_field_name(self, view_func: Callable) -> str:
        return REDIRECT_FIELD_NAME


class RequestTransaction:
    """One transaction around the view *and* its rendering, with tenant and user set for database, history and log.

    ATOMIC_REQUESTS would render templates after the transaction, where row-level security shows nothing. An answer of
    400 or more rolls back what was written; a refused attempt is then logged on its own.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if getattr(view, "outside_transaction", False):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        with context.use(view_name=name):
            try:
                return self._at_most_twice(request, view, args, kwargs)
            except ImmediateHttpResponse as answer:
                return answer.response
            except PermissionDenied as refusal:
                self._log_refusal(request, refusal)
                raise

    def _at_most_twice(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase:
        """Two wrote the same at the same moment (a double click): the second looks again and finds it there."""
        try:
            with transaction.atomic():
                return self._respond(request, view, args, kwargs)
        except IntegrityError:
            if request.method != "POST":
                raise
        for files in request.FILES.lists():
            for file in files[1]:
                file.seek(0)
        # What the first attempt said is not so.
        said: Any = get_messages(request)
        said._queued_messages.clear()
        with transaction.atomic():
            return self._respond(request, view, args, kwargs)

    def _respond(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase:
        with act_in_session(request):
            response = view(request, *args, **kwargs)
            if hasattr(response, "render") and callable(response.render):
                response = response.render()
            if response.streaming:
                raise RuntimeError("A streamed answer would leave the transaction that guards it: load the data first.")
            if response.status_code >= 400:
                transaction.set_rollback(True)
            lead_back(request, response)
            return response

    def _log_refusal(self, request: HttpRequest, refusal: PermissionDenied) -> None:
        record = getattr(refusal, "record", None)
        if not request.user.is_authenticated or request.user.membership is None:
            return
        with transaction.atomic(), act_in_session(request):
            log_access(
                action=AccessLog.Action.DENIED,
                citizen_id=getattr(record, "citizen_id", None),
                object_type=record._meta.label_lower if record else "",
                object_id=record.pk if record else None,
            )


@contextmanager
def act_in_session(request: HttpRequest) -> Iterator[None]:
    """Act in the membership the session has chosen (the first active one until a choice is made)."""
    membership = choose_membership(request)
    user = request.user
    with context.use(
        user_id=user.pk if user.is_authenticated else None,
        organisation_id=membership.organisation_id if membership else None,
        unit_id=membership.unit_id if membership else None,
        role=membership.role if membership else "",
    ):
        set_tenant(membership.organisation_id if membership else None)
        yield


def choose_membership(request: HttpRequest) -> Membership | None:
    """The membership this request acts in; also hangs it, and the user's others, on `request.user`. No query, but where
    one has just signed in."""
    user = request.user
    if not user.is_authenticated:
        return None
    if user.membership is None:
        active = user.active_memberships
        if active is None:
            active = memberships_of(user.pk)
        wanted = request.session.get("membership")
        chosen = next((m for m in active if str(m.pk) == wanted), active[0] if active else None)
        user.membership = chosen
        user.other_memberships = [m for m in active if m is not chosen]
        if chosen and wanted != str(chosen.pk):
            # Kept, so that a membership that ends or begins under somebody who writes never moves them unseen.
            request.session["membership"] = str(chosen.pk)
            if wanted and _writes(request):
                raise NotAllowed(_("Din rolle er ændret, siden du åbnede siden. Det, du sendte, er ikke gemt."))
        if chosen is None and wanted and _writes(request):
            raise NotAllowed(str(ROLE_ENDED))
        opened_in = request.headers.get("X-Brobyg-Membership", "")
        if chosen and opened_in and opened_in != str(chosen.pk) and _writes(request):
            # The role was changed in another tab: what was written for one organisation never lands in another.
            raise NotAllowed(_("Din rolle er ændret, siden du åbnede siden. Det, du sendte, er ikke gemt."))
    return user.membership


def _writes(request: HttpRequest) -> bool:
    name = request.resolver_match.view_name if request.resolver_match else ""
    return request.method == "POST" and name not in _WRITES_NOTHING
