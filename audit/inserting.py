"""Rows written by statements that are composed once: Django composes an INSERT anew for every row, which takes longer
than it takes the database to carry it out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import connections, models

#: {column: value as the database takes it}
Columns = dict[str, Any]


def columns(values: Iterable[tuple[models.Field, Any]], *, using: str) -> Columns:
    """What Django's own INSERT would give to the database. No expressions."""
    connection = connections[using]
    return {field.column: field.get_db_prep_save(value, connection) for field, value in values}


def insert(*rows: tuple[str, Columns], using: str) -> None:
    """Rows of these tables, one after the other: in one trip to PostgreSQL. SQLite is no trip away, and takes one
    statement at a time."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            together = "; ".join(_statement(table, tuple(row)) for table, row in rows)
            cursor.execute(together, [value for _table, row in rows for value in row.values()])
            return
        for table, row in rows:
            cursor.execute(_statement(table, tuple(row)), list(row.values()))


@cache
def _statement(table: str, names: tuple[str, ...]) -> str:
    named = ", ".join(f'"{name}"' for name in names)
    return f'INSERT INTO "{table}" ({named}) VALUES ({", ".join(["%s"] * len(names))})'
