"""The server of one run, gone afterwards: a database for each size, made by the owner, served by the service role."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools import postgres

ROOT = Path(__file__).resolve().parent.parent
OWNER, SERVICE = "brobyg_owner", "brobyg_service"
#: Compiling plans takes longer than running them; what helpers compute in parallel would not be counted.
SETTINGS = {
    **postgres.UNSAFE_AND_FAST,
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "max_wal_size": "8GB",
}


@dataclass(frozen=True)
class Database:
    superuser: str
    environment: dict[str, str]


@contextmanager
def server() -> Iterator[str]:
    """The superuser's URL."""
    with postgres.started(SETTINGS) as url:
        postgres.make_roles(url, OWNER, SERVICE, "")
        yield url


@contextmanager
def database(url: str, name: str) -> Iterator[Database]:
    """An empty database, migrated; dropped afterwards, for the largest takes gigabytes."""
    with postgres.connected(url) as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" OWNER {OWNER}')
    environment = {
        **os.environ,
        "DATABASE_URL": postgres.as_role(url, SERVICE, "", name),
        "DATABASE_OWNER_URL": postgres.as_role(url, OWNER, "", name),
        "BROBYG_SERVICE_ROLE": SERVICE,
        "BROBYG_MODE": "trial",
        "DJANGO_SETTINGS_MODULE": "bench.settings",
    }
    try:
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity=0"],
            cwd=ROOT,
            env={**environment, "BROBYG_CONNECT_AS": "owner"},
            check=True,
            stdin=subprocess.DEVNULL,
        )
        yield Database(postgres.as_role(url, "postgres", "", name), environment)
    finally:
        with postgres.connected(url) as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
