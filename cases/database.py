"""Nothing is written on a citizen who was merged into another: it would stand where nobody looks. No new contact is
written with one whose description was deleted: it would be with somebody else.

Whoever had the form open while two became one gets the database's refusal; the request is then tried once more
(`accounts.middleware.RequestTransaction`), and what was typed lands on the one who stayed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from cases.hanging import hanging
from cases.models import Citizen, Contact


def guarded() -> Iterator[tuple[str, str]]:
    """(table, column) of every row that hangs on a citizen."""
    for model, field in hanging():
        yield model._meta.db_table, field.column


def trigger_name(table: str, column: str) -> str:
    # accounts.database.clear drops whatever begins with belongs_ before SQLite rebuilds a table.
    mark = hashlib.sha256(f"merged {table}.{column}".encode()).hexdigest()[:6]
    return f"belongs_present_{table}_{column}"[:44] + f"_{mark}"


def install(connection: BaseDatabaseWrapper) -> None:
    """Idempotent. A table that is not there yet is left for the next run."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table, column in guarded():
            if {table, Citizen._meta.db_table} <= existing:
                _guard(cursor, connection.vendor, table, column)


def standing(connection: BaseDatabaseWrapper) -> list[str]:
    """What is missing of it. For /healthz."""
    wanted = {trigger_name(*pair) for pair in guarded()}
    sql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    if connection.vendor == "sqlite":
        wanted = {f"{name}_{event}" for name in wanted for event in ("insert", "update")}
        sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        there = {name for (name,) in cursor.fetchall()}
    return [f"trigger {name}" for name in sorted(wanted - there)]


def _guard(cursor: CursorWrapper, vendor: str, table: str, column: str) -> None:
    name, citizens = trigger_name(table, column), Citizen._meta.db_table
    message = f"{table}.{column} points at a citizen who was merged into another, or whom nobody would know again"
    new = "NEW.corrects_id IS NULL" if table == Contact._meta.db_table else "1 = 0"
    if vendor == "postgresql":
        # FOR KEY SHARE waits for whoever merges or forgets and has locked the citizen, and then sees what they did.
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'UPDATE' AND NEW.{column} IS NOT DISTINCT FROM OLD.{column} THEN RETURN NEW; END IF; "
            f'PERFORM 1 FROM "{citizens}" WHERE id = NEW.{column} FOR KEY SHARE; '
            f'IF EXISTS (SELECT 1 FROM "{citizens}" WHERE id = NEW.{column} AND (merged_into_id IS NOT NULL '
            f"OR forgotten_on IS NOT NULL AND TG_OP = 'INSERT' AND {new})) "
            f"THEN RAISE EXCEPTION '{message}' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$"
        )
        cursor.execute(f'DROP TRIGGER IF EXISTS {name} ON "{table}"')
        cursor.execute(
            f'CREATE TRIGGER {name} BEFORE INSERT OR UPDATE OF {column} ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
        return
    forgotten = f" OR forgotten_on IS NOT NULL AND {new}"
    for event, moved, gone in (("INSERT", "", forgotten), ("UPDATE", f"NEW.{column} IS NOT OLD.{column} AND ", "")):
        merged = f'EXISTS (SELECT 1 FROM "{citizens}" WHERE id = NEW.{column} AND (merged_into_id IS NOT NULL{gone}))'
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}_{event.lower()}")
        cursor.execute(
            f'CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON "{table}" FOR EACH ROW WHEN {moved}{merged} '
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
