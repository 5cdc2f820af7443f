"""Fills an empty, migrated database: COPY as the superuser with triggers and foreign keys asleep, then the history.

What wakes afterwards is what the product installed: the measured role meets every trigger, policy and constraint.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from psycopg2 import sql

from audit.models.history import history_model
from bench import measured, tables
from bench.tables import Table, chunks, text_of
from bench.world import World
from tools.postgres import connected

#: When a row was made, read from its UUIDv7.
_MADE = "to_timestamp(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0)"
#: What the service role gets on what is loaded is what `migrate` gave it; nothing is granted here.
_SIGNED = {
    "history_role": "''",
    "history_request_id": "''",
    "history_user_id": "NULL",
    "history_change_reason": "''",
    "history_date": _MADE,
    "history_type": "'+'",
}


def fill(url: str, world: World) -> dict[str, int]:
    """Rows of every table, their history, fresh statistics. `url`: the superuser's. Returns {table: rows}."""
    rows: dict[str, int] = {}
    with connected(url) as cursor:
        cursor.execute("SET session_replication_role = replica; SET maintenance_work_mem = '512MB'")
        for table in (*tables.TABLES, *measured.TABLES):
            began = time.monotonic()
            model: Any = apps.get_model(table.model)
            history = history_model(model)._meta.db_table
            with _without_indexes(cursor, model._meta.db_table), _without_indexes(cursor, history):
                rows[table.model] = _copy(cursor, table, model, world)
                _remember(cursor, model, history)
            print(f"    {table.model:<24} {rows[table.model]:>9} rows  {time.monotonic() - began:5.1f} s", flush=True)
        cursor.execute("VACUUM (ANALYZE)")
    return rows


def _copy(cursor: Any, table: Table, model: Any, world: World) -> int:
    named, known = table.columns.split(), {field.column for field in model._meta.concrete_fields}
    rest = _usual(model, named) | {column: value for column, value in table.rest.items() if column in known}
    if unknown := set(named) - known:
        raise ValueError(f"{table.model} has no column {', '.join(sorted(unknown))}.")
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(sql.Identifier(name) for name in [*named, *rest])
    )
    written = 0
    for text in chunks(table.rows(world), len(named), [text_of(value) for value in rest.values()]):
        cursor.copy_expert(statement, io.StringIO(text))
        written += cursor.rowcount
    return written


def _usual(model: Any, named: list[str]) -> dict[str, Any]:
    """What a row has where nobody says otherwise: fields that were added since need no word here."""
    fields = [field for field in model._meta.concrete_fields if not field.null and field.column not in named]
    usual = {field.column: field.get_default() for field in fields if not field.primary_key}
    return {column: value for column, value in usual.items() if isinstance(value, (str, int, float, bool))}


def _remember(cursor: Any, model: Any, history: str) -> None:
    kept = [sql.Identifier(field.column) for field in history_model(model).tracked_fields]
    cursor.execute(
        sql.SQL("INSERT INTO {} ({}, {}) SELECT {}, {} FROM {} ORDER BY id").format(
            sql.Identifier(history),
            sql.SQL(", ").join(kept),
            sql.SQL(", ").join(map(sql.Identifier, _SIGNED)),
            sql.SQL(", ").join(kept),
            sql.SQL(", ").join(map(sql.SQL, _SIGNED.values())),
            sql.Identifier(model._meta.db_table),
        )
    )


@contextmanager
def _without_indexes(cursor: Any, table: str) -> Iterator[None]:
    """Indexes that no constraint stands on are built once, afterwards, as whoever made them."""
    cursor.execute(
        """
        SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
        WHERE i.indrelid = %s::regclass AND NOT i.indisprimary
          AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
        """,
        [table],
    )
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _name, definition in indexes:
        cursor.execute(definition)
