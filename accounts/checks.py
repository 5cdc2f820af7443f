"""Checks at the start of a service: the role must not be able to walk past row-level security."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connection


@checks.register(checks.Tags.database)
def service_role(*, app_configs: Any, databases: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """In service on PostgreSQL the connected role must be neither superuser, nor BYPASSRLS, nor owner of the tables."""
    if not databases or not settings.IN_SERVICE or connection.vendor != "postgresql":
        return []
    if settings.CONNECTS_AS_OWNER:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls, "
            "EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user) "
            "FROM pg_roles WHERE rolname = current_user"
        )
        walks_past, owns = cursor.fetchone()
    if walks_past or owns:
        return [
            checks.Error(
                "The database role of DATABASE_URL can walk past row-level security (superuser, BYPASSRLS or owner).",
                hint="Connect as the service role; the owner's address is DATABASE_OWNER_URL. See docs/service.md.",
                id="accounts.E001",
            )
        ]
    return []
