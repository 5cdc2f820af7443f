"""What surrounds every request: headers, the transaction, the log of a refusal."""

from __future__ import annotations

import json
import logging

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.access import NotAllowed
from accounts.middleware import RequestTransaction
from accounts.models import Unit
from accounts.policy import Can
from audit.logs import Impersonal
from audit.models import AccessLog
from tests.cast import SURNAMES, acting, client_of, membership_of

pytestmark = pytest.mark.django_db

CPR = "010190-1234"


@pytest.mark.parametrize("url", ["/konto/log-ind/", "/adgang/roller/", "/findes-ikke/"])
def test_every_answer_carries_the_strict_headers(owner, url):
    headers = client_of(owner).get(url).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
    }
    kept = ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy")
    assert [headers[name] for name in kept] == ["DENY", "nosniff", "same-origin", "same-origin"]
    assert (headers["Cache-Control"], "geolocation=()" in headers["Permissions-Policy"]) == ("no-store", True)


def answered(view, user) -> HttpResponse:
    """The middleware alone around `view`."""
    request = RequestFactory().post("/")
    request.user, request.session, request.resolver_match = user, {}, None
    return RequestTransaction(lambda _request: HttpResponse()).process_view(request, view, (), {})


def add_unit_then(answer):
    def view(request):
        Unit(organisation=request.user.membership.organisation, name="Halvvejs", kind="other").save()
        if isinstance(answer, Exception):
            raise answer
        return HttpResponse(status=answer)

    return view


@pytest.mark.parametrize(("status", "written"), [(200, 1), (302, 1), (400, 0), (404, 0), (409, 0), (500, 0)])
def test_an_answer_of_400_or_more_takes_back_what_was_written(owner, status, written):
    answered(add_unit_then(status), owner)
    assert Unit.objects.filter(name="Halvvejs").count() == written


def test_an_error_takes_back_what_was_written(owner):
    with pytest.raises(ZeroDivisionError):
        answered(add_unit_then(ZeroDivisionError()), owner)
    assert Unit.objects.filter(name="Halvvejs").count() == 0


def test_a_refusal_takes_back_what_was_written_and_is_logged(owner, citizen):
    owner.membership = membership_of(owner)
    owner.other_memberships = []
    with acting(owner):
        before = AccessLog.objects.filter(action="denied").count()
    with pytest.raises(NotAllowed):
        answered(add_unit_then(NotAllowed("Nej.", citizen)), owner)
    with acting(owner):
        logged = AccessLog.objects.filter(action="denied").latest("at")
        count = AccessLog.objects.filter(action="denied").count()
    assert (Unit.objects.filter(name="Halvvejs").count(), count - before) == (0, 1)
    assert (logged.citizen_id, logged.user_id) == (citizen.pk, owner.pk)


def test_a_streamed_answer_is_refused(owner):
    with pytest.raises(RuntimeError, match="streamed answer"):
        answered(lambda request: StreamingHttpResponse(iter(())), owner)


def test_a_refusal_says_why_in_danish(owner):
    page = client_of(owner).get(reverse("accounts:people"))
    reason = f"Din rolle giver ikke ret til: {Can.MANAGE_USERS.label}."
    assert (page.status_code, reason in page.content.decode()) == (403, True)


def test_a_crash_is_logged_without_the_persons_it_was_about(owner, citizen, monkeypatch):
    def crash(*args, **kwargs):
        raise ValueError(f"{SURNAMES['citizen']} {CPR} {owner.email}")

    monkeypatch.setattr("accounts.views.policy._in_words", crash)
    client = client_of(owner)
    client.raise_request_exception = False
    handler, lines = logging.StreamHandler(), []
    handler.addFilter(Impersonal())
    handler.emit = lambda record: lines.append(vars(record).copy())
    log = logging.getLogger("django.request")
    log.addHandler(handler)
    try:
        page = client.get(f"/adgang/roller/?q={CPR}")
    finally:
        log.removeHandler(handler)
    (line,) = lines
    text = json.dumps(line, default=str, ensure_ascii=False)
    assert (page.status_code, page.templates[0].name, line["exception"]) == (500, "errors/500.html", "ValueError")
    assert [word for word in (SURNAMES["citizen"], CPR, owner.email) if word in text] == []
    assert SURNAMES["citizen"] not in page.content.decode()


def test_error_pages_say_what_to_do_and_need_no_sign_in():
    page = Client().get("/findes-ikke/")
    assert (page.status_code, page.templates[0].name, b'lang="da"' in page.content) == (404, "errors/404.html", True)
