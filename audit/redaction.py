"""Blanking columns of one row in its history: the only thing that may ever change history, and it leaves a record.

Only columns that a room has registered, only when the row itself holds nothing in them any more, only for a row of the
organisation that acts. PostgreSQL does it in a function of the owner (`audit.redaction_postgres`); on both engines the
append-only trigger of the history table asks for the record and lets nothing else be changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models

from audit import context, redaction_sqlite
from audit.models import Redaction, Tracked
from audit.models.history import history_model
from audit.writing import NobodyActs, require_transaction

_registered: dict[type[Tracked], tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Redactable:
    """A table of which columns may be blanked in history: {column: what blank is there, as JSON}."""

    table: str
    history: str
    has_organisation: bool
    blanks: dict[str, str]
    #: All columns of the history table, without the one that Django does not know.
    columns: tuple[str, ...]


def register_redactable(model: type[Tracked], *fields: str) -> None:
    """Let these fields be blanked in the history of `model`, from the next `migrate` on."""
    _registered[model] = fields
    _described(model)


def redactable_tables() -> list[Redactable]:
    return [_described(model) for model in _registered]


def redact(model: type[Tracked], row_id: UUID, *, reason: str) -> int:
    """Blank the registered columns in every history row of `row_id`; returns how many held something.

    The row itself must be blank already, or gone. Where history holds nothing, nothing is written. Inside an action
    only. Raises LookupError for a model nobody registered, DatabaseError for a row that still holds something or is
    another organisation's.
    """
    now = context.current()
    if now.user_id is None or now.organisation_id is None:
        raise NobodyActs("redact() is called inside an action, which says who acts for which organisation.")
    if model not in _registered:
        raise LookupError(f"Nothing of {model._meta.label} may be blanked in history: register_redactable().")
    require_transaction()
    described = _described(model)
    if connection.vendor == "sqlite":
        return redaction_sqlite.redact(described, row_id, reason)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit_redact(%s, %s, %s, %s, %s, %s, %s)",
            [described.table, row_id, list(described.blanks), reason, now.user_id, now.view_name, now.request_id],
        )
        return int(cursor.fetchone()[0])


def redacted() -> Counter[str]:
    """{label: how many rows were redacted} as far as one sees. One query."""
    labels = {model._meta.db_table: model._meta.label for model in _registered}
    found = Redaction.objects.values_list("table_name").annotate(models.Count("row_id", distinct=True)).order_by()
    return Counter({labels.get(table, table): count for table, count in found})


def faults() -> Iterator[str]:
    """Redacted rows whose history is not what it was right after, in words. One query, and one a table concerned."""
    told: dict[str, dict[UUID, list[Redaction]]] = defaultdict(lambda: defaultdict(list))
    for one in Redaction.objects.order_by("pk"):
        told[one.table_name][one.row_id].append(one)
    for described in redactable_tables():
        rows = told.pop(described.table, {})
        now = _digests(described) if rows else {}
        keys = [key for key, redactions in rows.items() if _was_changed(redactions, now)]
        yield from (f"{described.table}: history of a redacted row was changed: {key}" for key in sorted(keys))
    yield from (f"{table}: was redacted, and is not registered any more" for table in told)


def _was_changed(redactions: Sequence[Redaction], now: dict[int, dict[str, str]]) -> bool:
    """Of each redaction all columns that are still there, but those which a later one blanked, too."""
    later: set[str] = set()
    for one in reversed(redactions):
        there = now.get(one.pk) or {}
        if not there or any(there[name] != was for name, was in one.digests.items() if name in there.keys() - later):
            return True
        later |= set(one.columns)
    return False


def _digests(described: Redactable) -> dict[int, dict[str, str]]:
    """{redaction: {column: digest of its values now}}"""
    if connection.vendor == "sqlite":
        return redaction_sqlite.digests_of(described)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, audit_digests(%s, row_id, up_to, '{}')::text FROM audit_redaction WHERE table_name = %s",
            [described.history, described.table],
        )
        return {key: redaction_sqlite.read(digests) for key, digests in cursor.fetchall()}


def _described(model: type[Tracked]) -> Redactable:
    history: Any = history_model(model)
    columns = {field.name: field for field in history._meta.local_fields}
    blanks = {columns[name].column: _blank(model, columns[name]) for name in _registered[model]}
    return Redactable(
        table=model._meta.db_table,
        history=history._meta.db_table,
        has_organisation="organisation" in columns,
        blanks=blanks,
        columns=tuple(str(field.column) for field in history._meta.local_fields),
    )


def _blank(model: type[Tracked], field: models.Field) -> str:
    if field.null:
        return "null"
    if isinstance(field, models.CharField | models.TextField):
        return '""'
    if isinstance(field, models.BooleanField):
        return "false"
    raise ImproperlyConfigured(f"{model._meta.label}.{field.name} cannot be blank: it may not be registered.")
