"""Whoever comes to the open door: nobody signed in, known to us only as long as the browser stays open.

What they have begun is in the session, by id: nothing personal in an address, in a cookie or on the telephone's disk.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.links import Link, through_link
from accounts.models import Unit, User
from intake.limits import SENT, Limit
from intake.models import Enquiry, Reception, SelfAssessment

_SESSION = "door"
#: Seconds without a page sent, after which a telephone that was put down tells nothing any more.
QUIET = 2 * 60 * 60

View = Callable[..., HttpResponse]


@dataclass
class Visitor:
    """Who stands at which reception. `by`: Brobyg itself, which writes for them."""

    request: HttpRequest
    reception: Reception
    by: User
    #: Set where a limit is reached: the page says so, and keeps what was typed.
    refused: bool = False

    @property
    def unit(self) -> Unit:
        return self.reception.unit

    @property
    def _state(self) -> dict[str, Any]:
        state = self.request.session.get(_SESSION, {})
        is_here = state.get("reception") == str(self.reception.pk) and state.get("until", 0) > time.time()
        return state if is_here else {}

    def remember(self, **told: Any) -> None:
        """`told`: enquiry, assessment, asker."""
        if not self.request.user.is_authenticated:
            self.request.session.set_expiry(0)
        ids = {key: str(getattr(value, "pk", value)) for key, value in told.items() if value}
        until = int(time.time()) + QUIET
        self.request.session[_SESSION] = {**self._state, **ids, "reception": str(self.reception.pk), "until": until}

    def forget(self) -> None:
        self.request.session.pop(_SESSION, None)

    @property
    def asker(self) -> str:
        return self._state.get("asker", Enquiry.Asker.SELF.value)

    @property
    def resume_url(self) -> str:
        return reverse("intake:public_resume", args=[self.reception.slug])

    @property
    def has_begun(self) -> bool:
        return bool(self._state)

    def enquiry(self) -> Enquiry | None:
        """Theirs, as long as something can be done about it."""
        rows = Enquiry.objects.filter(unit=self.unit, outcome="", forgotten_on=None)
        found: Enquiry | None = (
            rows.select_related("agreement__place", "agreement__owner", "unit")
            .filter(pk=self._state.get("enquiry"))
            .first()
        )
        return found

    def self_assessment(self) -> SelfAssessment | None:
        """Theirs, as long as it is not sent."""
        rows = SelfAssessment.objects.going_on().filter(unit=self.unit).select_related("enquiry", "unit")
        row: SelfAssessment | None = rows.filter(pk=self._state.get("assessment")).first()
        return row

    def has_room(self, limit: Limit) -> bool:
        """Whether one more is taken now, which then counts. Otherwise the page says so, and what was typed stays."""
        self.refused = self.refused or limit.is_reached(self.reception.slug)
        if not self.refused:
            limit.count(self.reception.slug)
        return not self.refused

    def page(self, template: str, context: dict[str, Any] | None = None) -> HttpResponse:
        """429 where a limit is reached: what was typed stands on the page all the same."""
        status = 429 if self.refused else 200
        shown = {"reception": self.reception, "refused": self.refused, **(context or {})}
        return render(self.request, f"intake/public/{template}", shown, status=status)


def at_the_door(*methods: str) -> Callable[[View], View]:
    """A page of one reception, for whoever comes: `view(request, visitor, …)`, in a transaction inside the
    organisation. A door that is closed or was never there answers 404, both alike."""

    def decorate(view: View) -> View:
        @login_not_required
        @never_cache
        @require_http_methods([*methods])
        @wraps(view)
        def answered(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            reception = Reception.objects.open().select_related("unit", "organisation").filter(slug=slug).first()
            if reception is None:
                return render(request, "intake/public/no_door.html", status=404)
            is_flooded = request.method == "POST" and SENT.is_reached(slug)
            if request.method == "POST" and not is_flooded:
                SENT.count(slug)
            name = f"intake:{request.resolver_match.url_name}" if request.resolver_match else ""
            link = Link(reception.organisation_id, "")
            purpose = str(_("Henvendelse på hjemmesiden"))
            # A refusal takes back what was written, inside a savepoint: the link then still says where one was before.
            with through_link(link, view_name=name, purpose=purpose) as by, transaction.atomic():
                response = view(request, Visitor(request, reception, by, refused=is_flooded), **kwargs)
                if response.status_code >= 400:
                    transaction.set_rollback(True)
            response.headers["Referrer-Policy"] = "same-origin"
            return response

        answered.outside_transaction = True  # type: ignore[attr-defined]  # it has its own: nobody is signed in
        return answered

    return decorate
