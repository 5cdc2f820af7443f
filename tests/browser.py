"""A real Chromium against a real server on a database of its own: fixtures `house`, `page`, `open_page`.

    @pytest.mark.browser
    def test_…(house, page):
        user = …                      # the ORM works on the database that the server serves
        sign_in(page, user)
        page.goto("/min-dag/")

A test fails when a page raised an error, broke the content security policy, asked for a file that is not there or
was answered with a server error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tools import chromium

SCREENSHOTS = Path(__file__).resolve().parent.parent / "build" / "screenshots"
TABLET = {"viewport": {"width": 810, "height": 1080}, "has_touch": True}
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
#: WCAG 1.4.10: what is read at this width needs no scrolling sideways.
NARROW = {"width": 320, "height": 640}
#: Slower than any page, so that a stuck one fails with Playwright's own words. A server's first answers compose their
#: queries, and with both engines and two browsers on two cores that has taken more than 15 seconds.
PATIENCE = 45_000


@dataclass
class House:
    """A running server. `problems` is what its pages did wrong; a test that provokes one takes it out."""

    url: str
    problems: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def playwright_here(django_db_setup: None) -> Iterator[Any]:
    """Playwright itself, once for each process: it cannot be started twice in one thread."""
    from django.db import connections
    from playwright.sync_api import sync_playwright

    # While its event loop runs, this thread has other connections than before; an open one would hinder the copying.
    connections.close_all()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's synchronous API runs an event loop in this thread, which Django would take for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield playwright


@pytest.fixture(scope="session")
def chromium_browser(playwright_here: Any) -> Iterator[Any]:
    path = chromium.find()
    if path is None:
        pytest.fail("The browser tests need Chromium: 'make chromium' installs it.")
    browser = playwright_here.chromium.launch(executable_path=path, args=chromium.FLAGS, headless=True)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def _collected_static(_static_root: Path) -> None:
    """The files as they are served for real: hashed names, compressed, modules pointing to each other."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture
def house(chromium_browser, committed_db: None, _collected_static: None, settings: Any) -> Iterator[House]:
    """A server of its own on a database of its own; what the test writes through the ORM is what it serves."""
    from tests.live_server import ServerThread

    settings.VERIFY_PREPARED = 0  # compared when the same pages are asked without a browser
    server = ServerThread("127.0.0.1", static_handler=lambda application: application)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    house = House(url=f"http://127.0.0.1:{server.port}")
    yield house
    server.terminate()
    assert house.problems == []


@pytest.fixture
def open_page(house: House, chromium_browser) -> Iterator[Callable[..., Any]]:
    """`open_page(**DESKTOP, color_scheme="dark")`: a page in a browser profile of its own."""
    contexts = []

    def open_one(**options: Any) -> Any:
        defaults = {"base_url": house.url, "locale": "da-DK", "timezone_id": "Europe/Copenhagen", **TABLET}
        context = chromium_browser.new_context(**{**defaults, **options})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.house_url = house.url
        watch(page, house)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page) -> Any:
    """One tablet, held upright."""
    return open_page()


def watch(page: Any, house: House) -> None:
    """Write down what a test must not overlook."""

    def on_console(message: Any) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            house.problems.append(f"{page.url}: {message.text}")

    def on_response(response: Any) -> None:
        if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
            house.problems.append(f"{response.status} {response.url}")

    page.on("pageerror", lambda error: house.problems.append(f"{page.url}: {error}"))
    page.on("console", on_console)
    page.on("response", on_response)


def sign_in(page: Any, user: Any) -> None:
    """Give the page a session of `user`. The sign-in form itself has its own test."""
    from django.conf import settings
    from django.db import transaction
    from django.test import Client

    client = Client()
    with transaction.atomic():
        client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": page.house_url}])


def axe(page: Any) -> None:
    """Fail with what axe finds wrong on the page as it stands (WCAG 2.2 AA and best practice)."""
    from axe_playwright_python.sync_playwright import Axe

    # A click returns when the next page has begun; its document may still be empty.
    page.wait_for_load_state("load")
    # preload: axe would read style sheets again to look for orientation locks, and resolve their imports wrongly.
    found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
    lines = [
        f"{violation['id']}: {violation['help']}\n    {node['html']}\n    {node.get('failureSummary', '')}"
        for violation in found
        for node in violation["nodes"]
    ]
    assert not lines, f"{page.url}\n" + "\n".join(lines)


def looks(page: Any, name: str) -> None:
    """axe on the page as it is held, in light; then at 320 px in the dark, where nothing may stand out at the side."""
    held = page.viewport_size
    axe(page)
    screenshot(page, name)
    # Colours change slowly for whoever has not asked for less motion, and axe would see them half way.
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.set_viewport_size(NARROW)
    axe(page)
    screenshot(page, f"{name}-narrow")
    over = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    page.set_viewport_size(held)
    assert over <= 0, f"{page.url} is {over} px wider than the screen"


def screenshot(page: Any, name: str) -> Path:
    """Keep what the page looks like, under build/screenshots/, to be looked at by a person."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    path = SCREENSHOTS / f"{re.sub(r'[^a-z0-9-]+', '-', name.lower())}.png"
    page.screenshot(path=path, full_page=True)
    return path
