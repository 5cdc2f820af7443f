"""Append-only tables on SQLite. `INSERT OR REPLACE` walks past the triggers unless PRAGMA recursive_triggers is on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db.backends.utils import CursorWrapper

from audit import redaction_sqlite

if TYPE_CHECKING:
    from audit.redaction import Redactable

EVENTS = ("UPDATE", "DELETE")


def install(cursor: CursorWrapper, redactable: Mapping[str, Redactable], append_only: Iterable[str]) -> None:
    """`redactable` by the name of the history table."""
    for table in append_only:
        for event in EVENTS:
            name = _name(table, event)
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
            if event == "UPDATE" and table in redactable:
                cursor.execute(redaction_sqlite.trigger(redactable[table], name))
                continue
            cursor.execute(
                f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def missing(cursor: CursorWrapper, append_only: Iterable[str]) -> list[str]:
    cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
    there = set(cursor.fetchall())
    faults = [
        f"{table}: no trigger against {event}"
        for table in append_only
        for event in EVENTS
        if (_name(table, event), table) not in there
    ]
    cursor.execute("PRAGMA recursive_triggers")
    if cursor.fetchone()[0] != 1:
        faults.append("PRAGMA recursive_triggers is off: REPLACE would walk past the triggers")
    return faults


def _name(table: str, event: str) -> str:
    return f"audit_no_{event.lower()}_{table}"
