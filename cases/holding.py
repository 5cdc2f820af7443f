"""Holding what one cannot lock."""

from __future__ import annotations

from uuid import UUID

from django.db import connection


def hold(key: UUID) -> None:
    """Wait for whoever else holds the row of this key, and hold it until the transaction ends.

    For a row that two organisations act on and only its owner may change: PostgreSQL lets nobody else lock it, and
    looks at a foreign key at commit only. SQLite has one writer at a time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key.int & (2**63 - 1)])
