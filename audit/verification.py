"""Does history still say what the tables say? For the night, for a restored backup and after every test on SQLite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from itertools import chain
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from audit import redaction
from audit.database import standing
from audit.models import Tracked, tracked_models
from audit.models.history import history_model

Scopes = Callable[[], Iterable[AbstractContextManager[None]]]

#: How many ids of one kind of problem a report names.
NAMED = 5


def everything() -> Iterator[AbstractContextManager[None]]:
    yield nullcontext()


_scopes: Scopes = tuple


def register_scopes(scopes: Scopes) -> None:
    """Verify inside each of `scopes()` too: under row-level security one sees one organisation at a time."""
    global _scopes
    _scopes = scopes


def verify_history() -> list[str]:
    """Every problem in words, none when history is whole: the newest history row of each id equals the row, what was
    deleted ends with a deletion, what was redacted is blank and nothing beside it was changed, and the triggers stand.
    One query a table and scope, none for an empty one; names ids, never contents."""
    problems = dict.fromkeys(standing())
    models = tracked_models()
    for scope in _looks():
        with scope, transaction.atomic(savepoint=False), connection.cursor() as cursor, _whole_tables(cursor):
            for model in _written(cursor, models):
                problems |= dict.fromkeys(_compare(cursor, model))
            problems |= dict.fromkeys(redaction.faults())
    return list(problems)


@contextmanager
def _whole_tables(cursor: CursorWrapper) -> Iterator[None]:
    """Every row is compared. Where PostgreSQL has counted no rows yet (after a restore, an import) it would look
    through a whole table for each of them."""
    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL enable_nestloop TO off")
    yield
    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL enable_nestloop TO DEFAULT")


def redacted() -> Counter[str]:
    """{label: how many rows had something blanked in their history}"""
    found: Counter[str] = Counter()
    for scope in _looks():
        with scope:
            found += redaction.redacted()
    return found


def _looks() -> Iterable[AbstractContextManager[None]]:
    """SQLite has no row-level security: there the one look without a scope sees everything."""
    return everything() if connection.vendor == "sqlite" else chain(everything(), _scopes())


def _written(cursor: CursorWrapper, models: Sequence[type[Tracked]]) -> list[type[Tracked]]:
    """Those with a row, in the table or in history. One query."""
    cursor.execute(_empty_or_not(tuple(models)))
    return [models[at] for (at,) in cursor.fetchall()]


@cache
def _empty_or_not(models: tuple[type[Tracked], ...]) -> str:
    tables = [(model._meta.db_table, history_model(model)._meta.db_table) for model in models]
    return " UNION ALL ".join(
        f'SELECT {at} WHERE EXISTS (SELECT 1 FROM "{live}") OR EXISTS (SELECT 1 FROM "{past}")'
        for at, (live, past) in enumerate(tables)
    )


def _compare(cursor: CursorWrapper, model: type[Tracked]) -> Iterator[str]:
    cursor.execute(_statement(model))
    found: dict[str, list[str]] = {}
    for key, problem in cursor.fetchall():
        found.setdefault(problem, []).append(str(UUID(str(key))))
    for problem, keys in found.items():
        more = f" and {len(keys) - NAMED} more" if len(keys) > NAMED else ""
        yield f"{model._meta.label}: {problem}: {', '.join(sorted(keys)[:NAMED])}{more}"


def _statement(model: type[Tracked]) -> str:
    history = history_model(model)
    live, past = model._meta.db_table, history._meta.db_table
    differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    columns = [field.column for field in history.tracked_fields if not field.primary_key]
    changed = " OR ".join(f't."{column}" {differs} h."{column}"' for column in columns) or "1 = 0"
    return f"""
        WITH latest AS (
            SELECT h.* FROM "{past}" h
            JOIN (SELECT max(history_id) AS newest FROM "{past}" GROUP BY id) m ON m.newest = h.history_id
        )
        SELECT t.id, CASE WHEN h.id IS NULL THEN 'no history'
                          WHEN h.history_type = '-' THEN 'there, but history says deleted'
                          ELSE 'history differs from the row' END
        FROM "{live}" t LEFT JOIN latest h ON h.id = t.id
        WHERE h.id IS NULL OR h.history_type = '-' OR {changed}
        UNION ALL
        SELECT h.id, 'gone without a deletion in history'
        FROM latest h LEFT JOIN "{live}" t ON t.id = h.id WHERE t.id IS NULL AND h.history_type <> '-'
    """
