"""Counting the rows of a query by what stands in them, where Django cannot: a query within, or each answer of a JSON.

The query within is Django's own, with its conditions; the words around it are constants of this house.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import LiteralString

from django.db import connections
from django.db.models import QuerySet

#: What a JSON has under the key: text, on SQLite a number as a number.
_ANSWER = {"postgresql": "told.{} ->> one.key", "sqlite": "json_extract(told.{}, '$.\"' || one.key || '\"')"}


def once_each(rows: QuerySet, whose: LiteralString, what: Sequence[LiteralString], least: LiteralString) -> list[tuple]:
    """Of several rows of the same `whose` one, with the `least`: how many there are of each (*what, least)."""
    named = ", ".join(what)
    within = f"SELECT {named}, min({least}) AS {least} FROM ({{rows}}) told GROUP BY {whose}, {named}"
    return _asked(rows, f"SELECT {named}, {least}, count(*) FROM ({within}) once GROUP BY {named}, {least}")


def each_answer(rows: QuerySet, columns: Sequence[LiteralString], keys: Sequence[str]) -> list[tuple]:
    """(key, what each of the JSON `columns` has under it or None, how many rows). Under a key that none has stands how
    many rows there are."""
    answers = ", ".join(_ANSWER[connections[rows.db].vendor].format(column) for column in columns)
    asked = " UNION ALL ".join(["SELECT %s AS key"] * len(keys))
    numbers = ", ".join(str(1 + place) for place in range(len(columns) + 1))
    statement = f"SELECT one.key, {answers}, count(*) FROM ({{rows}}) told CROSS JOIN ({asked}) one GROUP BY {numbers}"
    return _asked(rows, statement, keys)


def _asked(rows: QuerySet, statement: str, after: Sequence[str] = ()) -> list[tuple]:
    connection = connections[rows.db]
    sql, params = rows.order_by().query.get_compiler(connection=connection).as_sql()
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("{rows}", sql), [*params, *after])
        found: list[tuple] = cursor.fetchall()
    return found
