"""Which database the tests run on, as whom they connect, and how a test gets a database of its own.

On PostgreSQL the test database is made and migrated by the owner role, then every test connects as the service role:
row-level security does not hold for a superuser, and the owner could drop a trigger.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections

from config.environment import env
from tools.postgres import as_role, connected

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
    # PostgreSQL copies a database only while nobody is connected to it.
    connection.close()
    name = f"{template}_{secrets.token_hex(4)}"
    with connected(maintenance_url()) as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield name
    finally:
        with connected(maintenance_url()) as cursor:
            # Not WITH (FORCE): it asks for the right to stop PostgreSQL's own cleaner (autovacuum) too, which plain
            # DROP DATABASE sends away by itself.
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                "WHERE datname = %s AND backend_type = 'client backend'",
                [name],
            )
            cursor.execute(f'DROP DATABASE "{name}"')


def maintenance_url() -> str:
    """The owner in the database that every server has: one cannot make or drop the one that one is connected to."""
    return at_database(owner_url(), "postgres")


def at_database(url: str, name: str) -> str:
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(url)
    return as_role(url, unquote(parts.username or ""), unquote(parts.password or ""), name)
