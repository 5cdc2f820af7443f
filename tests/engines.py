"""Which database the tests run on, as whom they connect, and how a test gets a database of its own.

On PostgreSQL the test database is made and migrated by the owner role, then every test connects as the service role:
row-level security does not hold for a superuser, and the owner could drop a trigger.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import sqlite3
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import django
from django.db import DEFAULT_DB_ALIAS, connections

from config.environment import env
from tools.postgres import as_role, connected

ROOT = Path(__file__).resolve().parent.parent
WHO = ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


def on_postgresql() -> bool:
    return connections[DEFAULT_DB_ALIAS].vendor == "postgresql"


def owner_url() -> str:
    """The owner's URL. Without it the tests would run as whoever owns the tables, and prove nothing."""
    url = os.environ.get("DATABASE_OWNER_URL", "")
    if not url:
        raise RuntimeError("Tests on PostgreSQL start with: python -m tools.postgres run -- pytest …")
    return url


def connect_as(who: dict) -> None:
    """Let every connection that is opened from now on use the role of `who` (a part of Django's settings)."""
    connections[DEFAULT_DB_ALIAS].close()
    connections.settings[DEFAULT_DB_ALIAS].update({key: who[key] for key in WHO if key in who})


@contextmanager
def as_owner() -> Iterator[None]:
    """Inside, connect as the owner of the tables (PostgreSQL only; on SQLite there is one role)."""
    if not on_postgresql():
        yield
        return
    settings = connections.settings[DEFAULT_DB_ALIAS]
    service = {key: settings[key] for key in WHO}
    connect_as({"HOST": "", "PORT": "", "OPTIONS": {}, **env.db_url_config(owner_url())})
    try:
        yield
    finally:
        connect_as(service)


#: How long a worker waits for the one that migrates, in seconds.
PATIENCE = 240


@contextmanager
def migrated(build: Callable[[], Any], drop: Callable[[Any], None]) -> Iterator[None]:
    """The test database: made with `build` by one worker, copied by the others. On SQLite it is kept in `build/` until
    a model, a migration or an installer changes, because migrating takes longer than most runs of a test."""
    database = _PostgresTemplate() if on_postgresql() else _SqliteTemplate()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if database.is_there() or (worker not in ("", "gw0") and database.is_awaited()):
        with database.copied():
            yield
        return
    made = build()
    database.keep()
    try:
        yield
    finally:
        if on_postgresql():
            connections[DEFAULT_DB_ALIAS].close()
            send_away(connections[DEFAULT_DB_ALIAS].settings_dict["NAME"])
        drop(made)
        database.forget()


class _Template(ABC):
    """A migrated database that workers copy."""

    def is_awaited(self) -> bool:
        """Whether it came while one waited."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.is_there():
                return True
            time.sleep(0.3)
        return False

    @abstractmethod
    def is_there(self) -> bool: ...

    @abstractmethod
    def keep(self) -> None:
        """The test database of this worker becomes the template."""

    @abstractmethod
    def forget(self) -> None: ...

    @abstractmethod
    def copied(self) -> AbstractContextManager[None]:
        """Inside, this worker's test database is a copy."""


class _SqliteTemplate(_Template):
    def __init__(self) -> None:
        self.path = ROOT / "build" / "test-databases" / f"{_digest()}.sqlite3"

    def is_there(self) -> bool:
        return self.path.exists()

    def keep(self) -> None:
        shutil.rmtree(self.path.parent, ignore_errors=True)
        self.path.parent.mkdir(parents=True)
        unfinished = self.path.with_suffix(f".{os.getpid()}")
        with closing(sqlite3.connect(unfinished)) as target:
            connections[DEFAULT_DB_ALIAS].connection.backup(target)
        unfinished.rename(self.path)

    def forget(self) -> None:
        """It is kept for the next run."""

    @contextmanager
    def copied(self) -> Iterator[None]:
        connection = connections[DEFAULT_DB_ALIAS]
        connection.close()
        name = connection.creation._get_test_db_name()
        connection.settings_dict["NAME"] = connections.settings[DEFAULT_DB_ALIAS]["NAME"] = name
        connection.ensure_connection()
        with closing(sqlite3.connect(self.path)) as source:
            source.backup(connection.connection)
        yield


class _PostgresTemplate(_Template):
    """Lives as long as the run: the server is thrown away with it."""

    def __init__(self) -> None:
        run = os.environ.get("PYTEST_XDIST_TESTRUNUID", secrets.token_hex(8))
        self.name = f"brobyg_template_{run[:16]}"

    def is_there(self) -> bool:
        with connected(maintenance_url()) as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s AND datallowconn", [self.name])
            return cursor.fetchone() is not None

    def keep(self) -> None:
        connection = connections[DEFAULT_DB_ALIAS]
        connection.close()
        with connected(maintenance_url()) as cursor:
            cursor.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{connection.settings_dict["NAME"]}"')

    def forget(self) -> None:
        with connected(maintenance_url()) as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{self.name}"')

    @contextmanager
    def copied(self) -> Iterator[None]:
        connection = connections[DEFAULT_DB_ALIAS]
        name = connection.creation._get_test_db_name()
        connection.close()
        with connected(maintenance_url()) as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{self.name}" STRATEGY FILE_COPY')
        connection.settings_dict["NAME"] = connections.settings[DEFAULT_DB_ALIAS]["NAME"] = name
        try:
            yield
        finally:
            connection.close()
            send_away(name)
            with connected(maintenance_url()) as cursor:
                cursor.execute(f'DROP DATABASE "{name}"')


def _digest() -> str:
    """Of everything that the migrated database follows from."""
    made_of = hashlib.sha256(django.__version__.encode())
    models = ("*/migrations/*.py", "*/models/*.py", "*/models.py")
    for pattern in (*models, "*/database.py", "audit/*.py", "tests/audit/rows/*.py"):
        for path in sorted(ROOT.glob(pattern)):
            made_of.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return made_of.hexdigest()[:16]


@contextmanager
def own_database(folder: Path) -> Iterator[None]:
    """A copy of the (migrated, empty) test database for tests that must really commit.

    Append-only triggers forbid the flush with which Django cleans up after such tests, so the copy is thrown away.
    Every thread that opens a connection meanwhile gets the copy.
    """
    settings = connections.settings[DEFAULT_DB_ALIAS]
    template = connections[DEFAULT_DB_ALIAS]
    copy = copied_on_postgresql() if on_postgresql() else copied_on_sqlite(folder)
    with copy as name:
        connections.settings[DEFAULT_DB_ALIAS] = {**settings, "NAME": name}
        # Not closed: the template may live in memory and would be gone.
        del connections[DEFAULT_DB_ALIAS]
        try:
            yield
        finally:
            connections[DEFAULT_DB_ALIAS].close()
            connections.settings[DEFAULT_DB_ALIAS] = settings
            connections[DEFAULT_DB_ALIAS] = template


@contextmanager
def copied_on_sqlite(folder: Path) -> Iterator[str]:
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    path = folder / "own.sqlite3"
    with closing(sqlite3.connect(path)) as target:
        connection.connection.backup(target)
    yield str(path)


@contextmanager
def copied_on_postgresql() -> Iterator[str]:
    connection = connections[DEFAULT_DB_ALIAS]
    template = connection.settings_dict["NAME"]
    # PostgreSQL copies a database only while nobody is connected to it; its files, so that nothing is written twice.
    connection.close()
    name = f"{template}_{secrets.token_hex(4)}"
    with connected(maintenance_url()) as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    try:
        yield name
    finally:
        send_away(name)
        with connected(maintenance_url()) as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')


def send_away(name: str) -> None:
    """End what a thread of a server left open on the database, so that it can be dropped.

    Not WITH (FORCE): it asks for the right to stop PostgreSQL's own cleaner (autovacuum) too, which plain DROP DATABASE
    sends away by itself.
    """
    with connected(maintenance_url()) as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = %s AND backend_type = 'client backend'",
            [name],
        )


def maintenance_url() -> str:
    """The owner in the database that every server has: one cannot make or drop the one that one is connected to."""
    return at_database(owner_url(), "postgres")


def at_database(url: str, name: str) -> str:
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(url)
    return as_role(url, unquote(parts.username or ""), unquote(parts.password or ""), name)
