"""Whose pages are measured, and how: signed in, through the product's own middleware, without a network between."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.test import RequestFactory

from accounts.acting import acting_as, set_tenant
from accounts.models import Membership, Unit, User
from audit import context
from bench.world import World

ORIGIN = "localhost"


class Browser:
    """Asks for pages as one person (or nobody). Not Django's test client, which costs more than a page."""

    def __init__(self, membership: Membership | None = None) -> None:
        self._handler = WSGIHandler()
        self._cookies = {settings.LANGUAGE_COOKIE_NAME: "da"}
        if membership is not None:
            self._cookies[settings.SESSION_COOKIE_NAME] = _session(membership)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> bytes:
        return self._answer(RequestFactory(SERVER_NAME=ORIGIN).get(path, headers=self._said(headers)).environ)

    def post(self, path: str, body: bytes, headers: Mapping[str, str] | None = None) -> bytes:
        """JSON, as the tablet sends it. Past the signals around a request: they would close a connection on which a
        transaction is open, and what is written here is rolled back."""
        request = RequestFactory(SERVER_NAME=ORIGIN).post(
            path, body, content_type="application/json", headers=self._said(headers)
        )
        response: Any = self._handler.get_response(request)
        if response.status_code != 200:
            raise RuntimeError(f"{path}: {response.status_code}")
        return bytes(response.content)

    def _said(self, headers: Mapping[str, str] | None) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return {"cookie": cookies, **(headers or {})}

    def _answer(self, environ: dict[str, Any]) -> bytes:
        status: list[str] = []
        environ["wsgi.errors"] = io.StringIO()

        def start(line: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
            status.append(line)
            return lambda _part: None

        response: Any = self._handler(environ, start)
        try:
            body = b"".join(response)
        finally:
            response.close()
        if not status[0].startswith("200"):
            raise RuntimeError(f"{environ['PATH_INFO']}: {status[0]}")
        return body


def _session(membership: Membership) -> str:
    user = membership.user
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store["membership"] = str(membership.pk)
    store.create()
    return str(store.session_key)


@dataclass
class Desk:
    """The first worker and the leader of the largest municipality; their browsers; raw SQL on the same connection."""

    world: World

    @cached_property
    def worker(self) -> User:
        return _acting(self.world.municipalities[0].workers[0].id)

    @cached_property
    def leader(self) -> User:
        return _acting(self.world.municipalities[0].leader)

    @cached_property
    def as_worker(self) -> Browser:
        return Browser(self.worker.membership)

    @cached_property
    def as_leader(self) -> Browser:
        return Browser(self.leader.membership)

    @cached_property
    def as_nobody(self) -> Browser:
        return Browser()

    @property
    def organisation(self) -> UUID:
        return UUID(self.world.municipalities[0].organisation)

    @property
    def unit(self) -> UUID:
        return UUID(self.world.municipalities[0].unit)

    def enter(self) -> None:
        """Raw SQL sees the organisation without a transaction of its own; the pages set theirs as they do."""
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('brobyg.organisation', %s, false)", [str(self.organisation)])

    @contextmanager
    def acting(self, user: User) -> Iterator[None]:
        """The context that a request of this user has, in one transaction."""
        with acting_as(user.membership), context.use(view_name="bench", request_id="bench"):
            yield

    @contextmanager
    def nothing_stays(self, user: User) -> Iterator[None]:
        """The same, rolled back at the end. What the database puts off until commit is done before."""
        role = user.membership
        signed = {"user_id": user.pk, "organisation_id": role.organisation_id, "unit_id": role.unit_id}
        with context.use(**signed, role=role.role, view_name="bench", request_id="bench"), transaction.atomic():
            set_tenant(role.organisation_id)
            yield
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)

    def undone(self, user: User, write: Callable[[], Any]) -> Callable[[], None]:
        """`write`, of which nothing stays: what is timed again and again."""

        def run() -> None:
            with self.nothing_stays(user):
                write()

        return run

    def raw(self, sql: str, **params: Any) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())


def unit_of(user: User) -> Unit:
    """The unit one acts in; everybody measured has one."""
    if user.membership is None or user.membership.unit is None:
        raise ValueError(f"{user} acts in no unit.")
    return user.membership.unit


def _acting(key: str) -> User:
    membership = Membership.objects.select_related("user", "organisation", "unit", "team").get(user_id=UUID(key))
    user: User = membership.user
    user.membership = membership
    return user
