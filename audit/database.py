"""What the database itself refuses, installed again after every `migrate` with the same result.

History and access log are append-only on both engines. PostgreSQL also refuses to commit a change without its history
(`audit.postgres`), and gives the service role no more than it needs. Only a redaction (`audit.redaction`) may blank
what history holds. SQLite drops triggers whenever Django rebuilds a
table, which is why nothing here stands in a migration.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection as default_connection
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from audit import postgres, redaction_sqlite, sqlite
from audit.models import AccessLog, JobReport, Redaction, tracked_models
from audit.models.history import history_model
from audit.redaction import redactable_tables

Installer = Callable[[BaseDatabaseWrapper], None]
Standing = Callable[[BaseDatabaseWrapper], list[str]]

#: What other rooms install in the same run (row-level security), and how they say what of it is missing.
installers: list[Installer] = []
_standings: list[Standing] = []
_append_only: set[str] = {model._meta.db_table for model in (AccessLog, JobReport, Redaction)}


@dataclass(frozen=True, slots=True)
class TrackedTable:
    name: str
    history: str
    #: Columns that are not kept in history.
    excluded: tuple[str, ...]


def append_only(table: str) -> None:
    """Let the database refuse to change or delete rows of `table` from the next installation on."""
    _append_only.add(table)


def register_installer(installer: Installer, *, standing: Standing | None = None) -> None:
    """Run `installer(connection)` after this room's own installation; `standing(connection)` lists what is missing."""
    installers.append(installer)
    if standing is not None:
        _standings.append(standing)


def tracked_tables() -> list[TrackedTable]:
    return [
        TrackedTable(
            name=model._meta.db_table,
            history=history_model(model)._meta.db_table,
            excluded=tuple(
                str(field.column) for field in model._meta.local_fields if field.name in model.history_excludes
            ),
        )
        for model in tracked_models()
    ]


def append_only_tables() -> list[str]:
    return sorted({*_append_only, *(table.history for table in tracked_tables())})


def install(connection: BaseDatabaseWrapper) -> None:
    """Idempotent. Run by the owner of the tables; a table that is not there yet is left for the next run."""
    existing = set(connection.introspection.table_names())
    tracked = [table for table in tracked_tables() if {table.name, table.history} <= existing]
    closed = [table for table in append_only_tables() if table in existing]
    redactable = [table for table in redactable_tables() if table.history in existing]
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            postgres.install(cursor, tracked, redactable, closed)
        else:
            sqlite.install(cursor, {table.history: table for table in redactable}, closed)
        for installer in installers:
            installer(connection)


def clear(connection: BaseDatabaseWrapper) -> None:
    """Before a migration: what SQLite could not rebuild a table under. `install` puts it back."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            redaction_sqlite.clear(cursor)


def standing(connection: BaseDatabaseWrapper | None = None) -> list[str]:
    """What is missing of the installation, nothing when it is whole. For a health check: two queries, any role."""
    connection = connection or default_connection
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            missing = postgres.missing(cursor, tracked_tables(), append_only_tables())
        else:
            missing = sqlite.missing(cursor, append_only_tables())
    return missing + [fault for stands in _standings for fault in stands(connection)]
