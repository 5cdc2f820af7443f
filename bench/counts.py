"""What needs no clock: queries, the blocks they touch, the bytes that are sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from django.db import connection, transaction

#: What the database is told, not asked.
NOT_COUNTED = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SET ", "SELECT SET_CONFIG", "SELECT 1")
_EXPLAINED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "(")


@dataclass(frozen=True)
class Counts:
    queries: int
    #: Blocks of 8 kB that the queries read, from memory or not.
    blocks: int
    #: Of the answer; 0 for what is no page.
    bytes: int

    def as_json(self) -> dict[str, int]:
        return asdict(self)


def count(run: Callable[[], object]) -> Counts:
    """Run twice: to fill what is filled once in a process, then with a plan for each statement before it is done."""
    run()
    touched: list[int] = []
    explaining = False

    def listen(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        nonlocal explaining
        if not explaining and not many and not str(sql).lstrip().upper().startswith(NOT_COUNTED):
            explaining = True
            touched.extend(blocks(str(sql), params))
            explaining = False
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        answer = run()
    return Counts(len(touched), sum(touched), len(answer) if isinstance(answer, bytes) else 0)


def blocks(sql: str, params: Any) -> list[int]:
    """Shared blocks touched by each statement: there are several where they take one trip."""
    statements = [(sql, params)]
    if ";" in sql.strip().rstrip(";"):
        rest = iter(params)
        parts = [part for part in sql.split(";") if part.strip()]
        statements = [(part, list(islice(rest, part.count("%s")))) for part in parts]
    with transaction.atomic():
        touched = [_touched(*statement) for statement in statements]
        transaction.set_rollback(True)
    return touched


def _touched(sql: str, params: Any) -> int:
    if not sql.lstrip().upper().startswith(_EXPLAINED):
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
        (found,) = cursor.fetchone()
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
