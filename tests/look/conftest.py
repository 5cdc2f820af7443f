"""A page with one form, opened by a worker who is signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.browser import sign_in
from tests.look.desk import Desk, desk

PASSWORD = "et langt kodeord 42"


@pytest.fixture
def at_desk(settings) -> Iterator[Desk]:
    settings.ROOT_URLCONF = "tests.look.urls"
    yield desk
    desk.got.clear()
    desk.answers.clear()


@pytest.fixture
def worker(committed_db: None, owner: Any) -> Any:
    """The owner of the cast, with a password."""
    owner.set_password(PASSWORD)
    with transaction.atomic():
        owner.save()
    return owner


@pytest.fixture
def written(at_desk: Desk, house: Any, page: Any, worker: Any) -> Any:
    """The page with a note typed and not sent."""
    sign_in(page, worker)
    return write(page)


@pytest.fixture
def write_in(at_desk: Desk, open_page: Callable[..., Any], worker: Any) -> Callable[..., Any]:
    """`write_in(java_script_enabled=False)`: the same in a profile of one's own choice."""

    def open_and_write(**options: Any) -> Any:
        page = open_page(**options)
        sign_in(page, worker)
        return write(page)

    return open_and_write


def write(page: Any) -> Any:
    page.goto("/look/note/")
    page.get_by_label("Gade").check()
    page.get_by_label("Notat").fill("Vi talte længe.")
    return page


def save(page: Any) -> None:
    page.get_by_role("button", name="Gem notat").click()


def is_saved(page: Any) -> None:
    page.get_by_role("heading", name="Notatet står her").wait_for()


def forget_session(page: Any) -> None:
    """As when the session ended on the server."""
    from django.contrib.sessions.models import Session

    with transaction.atomic():
        Session.objects.all().delete()
