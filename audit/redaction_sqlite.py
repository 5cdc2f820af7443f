"""Redaction on SQLite: the trigger is as strict as PostgreSQL's, but whoever can write the file can write a record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper

from audit import context
from audit.models import Redaction

if TYPE_CHECKING:
    from audit.redaction import Redactable

_LITERALS = {"null": "NULL", '""': "''", "false": "0"}


def trigger(described: Redactable, name: str) -> str:
    """The trigger against UPDATE of a history table of which columns may be blanked."""
    told = (
        f"SELECT 1 FROM audit_redaction r WHERE r.table_name = '{described.table}' "
        "AND r.row_id = OLD.id AND r.up_to >= OLD.history_id"
    )
    same = [f'NEW."{column}" IS OLD."{column}"' for column in described.columns if column not in described.blanks]
    blanked = [
        f'(NEW."{column}" IS OLD."{column}" OR NEW."{column}" IS {_LITERALS[blank]} AND EXISTS '
        f"({told} AND EXISTS (SELECT 1 FROM json_each(r.columns) c WHERE c.value = '{column}')))"
        for column, blank in described.blanks.items()
    ]
    allowed = " AND ".join([f"EXISTS ({told})", *same, *blanked])
    return (
        f'CREATE TRIGGER "{name}" BEFORE UPDATE ON "{described.history}" WHEN NOT ({allowed}) '
        f"BEGIN SELECT RAISE(ABORT, '{described.history} is append-only'); END"
    )


def clear(cursor: CursorWrapper) -> None:
    """Before a migration: SQLite cannot rebuild a table that another table's trigger reads."""
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%audit_redaction r%'")
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP TRIGGER "{name}"')


def redact(described: Redactable, row_id: UUID, reason: str) -> int:
    """What `audit_redact` does on PostgreSQL."""
    now = context.current()
    key = row_id.hex
    holds = " OR ".join(f'"{column}" IS NOT {_LITERALS[blank]}' for column, blank in described.blanks.items())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'SELECT 1 FROM "{described.table}" WHERE id = %s AND ({holds})', [key])
        if cursor.fetchone():
            raise DatabaseError(f"{described.table}: the row {row_id} still holds what is to be blanked in history")
        if described.has_organisation:
            owner = (now.organisation_id or UUID(int=0)).hex
            cursor.execute(f'SELECT 1 FROM "{described.history}" WHERE id = %s AND organisation_id <> %s', [key, owner])
            if cursor.fetchone():
                raise DatabaseError(f"{described.table}: the row {row_id} is not of the organisation that acts")
        cursor.execute(f'SELECT max(history_id), sum({holds}) FROM "{described.history}" WHERE id = %s', [key])
        newest, rows = cursor.fetchone()
        if not rows:
            return 0
        cursor.execute(f'SELECT * FROM "{described.history}" WHERE id = %s ORDER BY history_id', [key])
        overlay = {column: json.loads(blank) for column, blank in described.blanks.items()}
        digests = _digests(_names(cursor), cursor.fetchall(), overlay)
        Redaction(
            organisation_id=now.organisation_id,
            table_name=described.table,
            row_id=row_id,
            columns=list(described.blanks),
            reason=reason,
            user_id=now.user_id,
            source=now.view_name,
            request_id=now.request_id,
            rows=rows,
            up_to=newest,
            digests=digests,
        ).save(force_insert=True)
        blank = ", ".join(f'"{column}" = {_LITERALS[blank]}' for column, blank in described.blanks.items())
        cursor.execute(f'UPDATE "{described.history}" SET {blank} WHERE id = %s AND ({holds})', [key])
    return int(rows)


def digests_of(described: Redactable) -> dict[int, dict[str, str]]:
    """{redaction: {column: digest}} of all redactions in this table's history. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT r.id AS redaction, h.* FROM audit_redaction r JOIN "{described.history}" h '
            "ON h.id = r.row_id AND h.history_id <= r.up_to WHERE r.table_name = %s ORDER BY r.id, h.history_id",
            [described.table],
        )
        names = _names(cursor)[1:]
        return {
            key: _digests(names, [row[1:] for row in rows], {})
            for key, rows in groupby(cursor.fetchall(), key=lambda row: row[0])
        }


def read(digests: str | None) -> dict[str, str]:
    found: dict[str, str] = json.loads(digests) if digests else {}
    return found


def _names(cursor: CursorWrapper) -> list[str]:
    return [column[0] for column in cursor.description]


def _digests(names: Sequence[str], rows: Iterable[Sequence[Any]], overlay: dict[str, Any]) -> dict[str, str]:
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for row in rows:
        for name, value in zip(names, row, strict=True):
            kept = overlay.get(name, value)
            # SQLite keeps a false as 0; what is encrypted comes as bytes.
            kept = kept.hex() if isinstance(kept, bytes) else int(kept) if isinstance(kept, bool) else kept
            columns[name].append(kept)
    return {
        name: hashlib.sha256(json.dumps(values, default=str).encode()).hexdigest() for name, values in columns.items()
    }
