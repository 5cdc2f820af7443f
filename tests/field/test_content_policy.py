"""On the tablet no script runs but the app's own: what its answers say, and what a browser then does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.field.rig import Browser
from tests.field.tablet import PASSWORD

#: Nothing from anywhere but here, no code within a page, and in nobody's frame.
SELF_ONLY = {
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
    "require-trusted-types-for": "'script'",
}


@pytest.mark.django_db
@pytest.mark.parametrize(("url", "policies"), [("/field/", "sw-url"), ("/field/sw.js", "'none'")])
def test_the_app_and_its_worker_are_sent_with_the_strictest_policy(url, policies):
    header = Client().get(url).headers["Content-Security-Policy"]

    assert dict(part.strip().split(" ", 1) for part in header.split(";")) == SELF_ONLY | {"trusted-types": policies}


#: Each way in which a text that somebody wrote could become a script.
ATTEMPTS = {
    "markup": "() => { document.body.innerHTML = '<img src=x onerror=stolen()>'; }",
    "more markup": "() => document.body.insertAdjacentHTML('beforeend', '<p>x')",
    "a parsed page": "() => new DOMParser().parseFromString('<p>x', 'text/html')",
    "a handler": "() => document.body.setAttribute('onclick', 'stolen()')",
    "a script by address": "() => { document.createElement('script').src = '/static/js/main.js'; }",
    "a script by text": "() => { document.createElement('script').text = 'stolen()'; }",
    "a worker": "() => navigator.serviceWorker.register('/static/js/main.js')",
    "a policy that lets all through": "() => trustedTypes.createPolicy('mine', { createHTML: (html) => html })",
    "the app's policy once more": "() => trustedTypes.createPolicy('sw-url', { createScriptURL: (url) => url })",
}


@pytest.fixture
def tablet(house, page, owner, citizen, settings) -> Browser:
    settings.FIELD_CODE_ROUNDS = 1000
    with transaction.atomic():
        owner.set_password(PASSWORD)
        owner.save()
    return Browser(None, Path(), house.url, house.problems, context=page.context, page=page)


@pytest.mark.browser
def test_the_app_breaks_no_rule_of_its_own_and_no_text_becomes_a_script(tablet, house, owner):
    page = tablet.page
    broken: list[str] = []
    page.expose_function("broken", lambda line: broken.append(line))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (event) => broken(`${event.effectiveDirective} ${event.sample}`))"
    )
    tablet.begin(owner)
    tablet.write_contact("Sad på bænken <img src=x onerror=alert(1)>", who="Karla")
    tablet.idle()
    for name in ("Borgere", "Udbakke", "Mere", "I dag"):
        tablet.tab(name)
    page.reload()
    tablet.state("locked")
    tablet.unlock()
    tablet.state("open")
    assert (broken, house.problems) == ([], [])

    assert {name: tried(page, attempt) for name, attempt in ATTEMPTS.items()} == dict.fromkeys(ATTEMPTS, "TypeError")
    page.wait_for_timeout(100)
    assert {line.split()[0] for line in broken} == {"require-trusted-types-for", "trusted-types"}
    house.problems.clear()


def tried(page: Any, attempt: str) -> str:
    """The name of the error with which the browser refuses it."""
    answer: str = page.evaluate(
        f"async () => {{ try {{ await ({attempt})(); return 'done'; }} catch (error) {{ return error.name; }} }}"
    )
    return answer
