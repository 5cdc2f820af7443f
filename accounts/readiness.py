"""What an installation still lacks before citizens' data may be put into it. Read from the settings, in English:
whoever sets it up reads docs/service.md beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection


def missing() -> list[str]:
    """One sentence for each thing to do; empty when nothing is left that the program can see."""
    return [*_mode(), *_database(), *_around()]


def _mode() -> Iterator[str]:
    if settings.IN_SERVICE:
        return
    yield "BROBYG_MODE is 'trial': set BROBYG_MODE=service before real citizens are entered."
    yield f"Keys were made by themselves in {settings.VAR_DIR}: set SECRET_KEY and FIELD_KEYS, and keep a copy of them."


def _database() -> Iterator[str]:
    if connection.vendor == "sqlite":
        yield "The database is SQLite, for a trial or one small unit: set DATABASE_URL to PostgreSQL 15 or newer."
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.SERVICE_ROLE])
        if cursor.fetchone() is None:
            yield (
                f"The database has no role {settings.SERVICE_ROLE} (BROBYG_SERVICE_ROLE): make it, run "
                "'manage.py migrate' as the owner, and let DATABASE_URL connect as it."
            )
    if settings.CONNECTS_AS_OWNER:
        yield "This command runs as the owner of the tables: start the service without BROBYG_CONNECT_AS."


def _around() -> Iterator[str]:
    if not settings.SENDS_MAIL:
        yield "EMAIL_URL is not set: passwords can only be chosen through links that an administrator hands over."
    elif settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield "DEFAULT_FROM_EMAIL is not set: mail would come from brobyg@localhost."
    if settings.IN_SERVICE and settings.SECURE_PROXY_SSL_HEADER is None:
        yield "BROBYG_BEHIND_PROXY is not set: set it to 1 when a proxy ends TLS, and only then."
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield "The static files are not collected: run 'python manage.py collectstatic'."
