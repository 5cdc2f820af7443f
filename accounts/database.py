"""The second wall: what PostgreSQL refuses even when the application forgets (security decisions in docs/security.md).

Installed after every `migrate`, again and again with the same result, because SQLite drops triggers when a table is
altered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from accounts.models import CaseRecord

#: Asked for in a query of its own, so that it is answered once a statement and not once a row.
CURRENT = "(SELECT NULLIF(current_setting('brobyg.organisation', true), '')::uuid)"

#: The day as people here count it, whatever the session's time zone.
TODAY = f"(now() AT TIME ZONE '{settings.TIME_ZONE}')::date"


def case_models() -> list[type[CaseRecord]]:
    """Every concrete model of case data."""
    return [m for m in apps.get_models() if issubclass(m, CaseRecord) and not m._meta.proxy]


def walled_tables() -> list[tuple[str, tuple[str, str]]]:
    """Tables under row-level security: (table, (what is shared as well to be read and written, only to be read)), each
    a condition or "". Case tables, their history, the logs."""
    tables = [
        (table, condition)
        for m in case_models()
        for table, condition in zip((m._meta.db_table, m.history.model._meta.db_table), _shared_rows(m), strict=True)
    ]
    logs = (apps.get_model("audit", name) for name in ("AccessLog", "JobReport", "Redaction"))
    return [*tables, *((model._meta.db_table, ("", "")) for model in logs)]


def _shared_rows(model: type[CaseRecord]) -> tuple[tuple[str, str], tuple[str, str]]:
    """The conditions of a table and of its history."""
    rows: Any = model._default_manager.all()
    if rows.never_shared:
        return ("", ""), ("", "")
    shared = f"shared_with_id = {CURRENT}"
    if not rows.shared_to_read:
        return (shared, ""), (shared, "")
    table, past = model._meta.db_table, model.history.model._meta.db_table
    until = f' AND "{rows.shared_until}" >= {TODAY}' if rows.shared_until else ""
    # What the row was before is read as long as the row itself is: a sharing that was taken back shows nothing at all.
    still = f'EXISTS (SELECT 1 FROM "{table}" t WHERE t.id = "{past}".id AND t.shared_with_id = {CURRENT})'
    return ("", shared + until), ("", f"{shared} AND {still}")


def parents(model: type[CaseRecord]) -> Iterator[tuple[models.ForeignKey, str, bool]]:
    """Foreign keys of `model` to rows that belong to an organisation: (field, parent's table, parent can be shared)."""
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.ForeignKey) or field.name in ("organisation", "shared_with"):
            continue
        target = field.related_model
        names = {f.name for f in target._meta.concrete_fields}
        if "organisation" in names:
            yield field, target._meta.db_table, "shared_with" in names


def install(connection: BaseDatabaseWrapper) -> None:
    """Idempotent. A table that is not there yet is left for the next run."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table, (shared, to_read) in walled_tables():
                if table in existing:
                    _wall(cursor, table, shared, to_read)
        for model in case_models():
            for field, table, shareable in parents(model):
                if {table, model._meta.db_table} <= existing:
                    _hold_to_parent(cursor, connection.vendor, model, field, table, shareable)


def trigger_name(child: str, column: str) -> str:
    """Readable, and within PostgreSQL's 63 characters still different for every column."""
    mark = hashlib.sha256(f"{child}.{column}".encode()).hexdigest()[:6]
    return f"belongs_{child}_{column}"[:44] + f"_{mark}"


def standing(connection: BaseDatabaseWrapper) -> list[str]:
    """What is missing of the wall and of the triggers that hold a child to its parent. For /healthz."""
    wanted = {trigger_name(m._meta.db_table, f.column) for m in case_models() for f, _table, _shareable in parents(m)}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            there = {name for (name,) in cursor.fetchall()}
            both = {f"{name}_{event}" for name in wanted for event in ("insert", "update")}
            return [f"trigger {name}" for name in sorted(both - there)]
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        missing = [f"trigger {name}" for name in sorted(wanted - {name for (name,) in cursor.fetchall()})]
        cursor.execute(
            "SELECT c.relname, p.polname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
            "WHERE c.relrowsecurity AND c.relforcerowsecurity"
        )
        walled = set(cursor.fetchall())
    return missing + [
        f"row-level security on {table}"
        for table, (_shared, to_read) in walled_tables()
        if not {(table, policy) for policy in _policies(to_read)} <= walled
    ]


def _policies(to_read: str) -> tuple[str, ...]:
    return ("brobyg_organisation", "brobyg_shared") if to_read else ("brobyg_organisation",)


def _wall(cursor: CursorWrapper, table: str, shared: str, to_read: str) -> None:
    mine = f"organisation_id = {CURRENT}" + (f" OR {shared}" if shared else "")
    cursor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    cursor.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    cursor.execute(f'DROP POLICY IF EXISTS brobyg_organisation ON "{table}"')
    cursor.execute(f'CREATE POLICY brobyg_organisation ON "{table}" USING ({mine}) WITH CHECK ({mine})')
    cursor.execute(f'DROP POLICY IF EXISTS brobyg_shared ON "{table}"')
    if to_read:
        cursor.execute(f'CREATE POLICY brobyg_shared ON "{table}" FOR SELECT USING ({to_read})')


def clear(connection: BaseDatabaseWrapper) -> None:
    """Before a migration: SQLite cannot rebuild a table that another table's trigger reads."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'belongs\\_%' ESCAPE '\\'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def _hold_to_parent(
    cursor: CursorWrapper, vendor: str, model: type[CaseRecord], field: models.ForeignKey, table: str, shareable: bool
) -> None:
    """A child belongs to its parent's organisation, or to the one the parent is shared with.

    Foreign keys walk past row-level security, so without this a row could hang on another organisation's citizen. A
    parent that was held once is not asked again: whoever a row is shared with changes it without seeing its parents.
    """
    child, column = model._meta.db_table, field.column
    name = trigger_name(child, column)
    shared = " OR p.shared_with_id = NEW.organisation_id" if shareable else ""
    fits = (
        f'SELECT 1 FROM "{table}" p WHERE p.id = NEW."{column}" AND (p.organisation_id = NEW.organisation_id{shared})'
    )
    broken = f'NEW."{column}" IS NOT NULL AND NOT EXISTS ({fits})'
    message = f"{child}.{column} points at another organisation"
    equal = "IS NOT DISTINCT FROM" if vendor == "postgresql" else "IS"
    same = f'NEW."{column}" {equal} OLD."{column}" AND NEW.organisation_id = OLD.organisation_id'
    if vendor == "postgresql":
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'UPDATE' THEN IF {same} THEN RETURN NEW; END IF; END IF; "
            f"IF {broken} THEN RAISE EXCEPTION '{message}' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$"
        )
        cursor.execute(f'DROP TRIGGER IF EXISTS {name} ON "{child}"')
        cursor.execute(
            f'CREATE TRIGGER {name} BEFORE INSERT OR UPDATE ON "{child}" FOR EACH ROW EXECUTE FUNCTION {name}()'
        )
        return
    for event, when in (("INSERT", broken), ("UPDATE", f"NOT ({same}) AND {broken}")):
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}_{event.lower()}")
        cursor.execute(
            f'CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON "{child}" FOR EACH ROW WHEN {when} '
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
