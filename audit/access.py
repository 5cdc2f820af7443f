"""Writing the access log: no log, no page. Whoever loads a citizen calls this in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audit import context
from audit.models import AccessLog
from audit.writing import open_blocks, require_transaction

Action = AccessLog.Action

#: (action, citizen) → the open transaction blocks in which the row was written.
Memory = dict[tuple[str, UUID], tuple[Any, ...]]
#: Values of one row of the log.
Row = tuple[Any, ...]
_COLUMNS = (
    "at, organisation_id, unit_id, user_id, role, citizen_id, action, view_name, object_type, object_id, purpose, ip, "
    "request_id, count, detail"
)
_VALUES = f"({', '.join(['%s'] * len(_COLUMNS.split(', ')))})"
_memory: ContextVar[Memory | None] = ContextVar("audit_access_memory", default=None)


class NobodyLooks(RuntimeError):
    """A look cannot be logged, because the context does not say who looks for which organisation."""


@contextmanager
def remembering() -> Iterator[None]:
    """Within the block (one request) the same look at the same citizen is logged once."""
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def logged_citizens() -> frozenset[UUID]:
    """The citizens whose load has been logged in this request so far."""
    return frozenset(citizen_id for action, citizen_id in _memory.get() or {})


def log_access(
    *,
    action: str,
    citizen_id: UUID | None = None,
    object_type: str = "",
    object_id: UUID | None = None,
    purpose: str | None = None,
    count: int | None = None,
    detail: str = "",
) -> None:
    """Log one look. `purpose` defaults to the context's; `detail` holds names of filters, never what was typed.

    Raises NobodyLooks without user or organisation in the context, OutsideAction outside a transaction.
    """
    row = _row(
        action,
        citizen_id,
        purpose,
        object_type=object_type,
        object_id=object_id,
        count=count,
        detail=detail,
    )
    if citizen_id is not None and not _is_new(action, citizen_id):
        return
    _write([row])


def log_listed(
    citizen_ids: Iterable[UUID],
    *,
    action: str = Action.LIST,
    purpose: str | None = None,
    detail: str = "",
) -> None:
    """Log that these citizens were shown together: one row for each, in one statement. Raises like log_access."""
    rows = {citizen_id: _row(action, citizen_id, purpose, detail=detail) for citizen_id in citizen_ids}
    _write([row for citizen_id, row in rows.items() if _is_new(action, citizen_id)])


def log_list(
    object_type: str, count: int, citizen_ids: Iterable[UUID], *, action: str = Action.LIST, detail: str = ""
) -> None:
    """Log a list that was shown, of `count` rows, and the citizens in it. One statement. Raises like log_access."""
    listed = {citizen_id: _row(action, citizen_id, None, detail=detail) for citizen_id in citizen_ids}
    whole = _row(action, None, None, object_type=object_type, count=count, detail=detail)
    _write([whole, *(row for citizen_id, row in listed.items() if _is_new(action, citizen_id))])


def _write(rows: list[Row]) -> None:
    """Insert in one statement. Written by hand: every page that shows a citizen pays for it."""
    if not rows:
        return
    connection = transaction.get_connection()
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    native = connection.features.has_native_uuid_field
    params: list[Any] = []
    for row in rows:
        params.append(now)
        params += (value if native or not isinstance(value, UUID) else value.hex for value in row)
    values = ", ".join([_VALUES] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {AccessLog._meta.db_table} ({_COLUMNS}) VALUES {values}", params)


def _row(
    action: str,
    citizen_id: UUID | None,
    purpose: str | None,
    *,
    object_type: str = "",
    object_id: UUID | None = None,
    count: int | None = None,
    detail: str = "",
) -> Row:
    """The values of one look, in the order of `_COLUMNS` after the moment."""
    require_transaction()
    now = context.current()
    if now.user_id is None or now.organisation_id is None:
        raise NobodyLooks("The access log needs a user and an organisation: act inside a request or acting_as().")
    return (
        now.organisation_id,
        now.unit_id,
        now.user_id,
        now.role,
        citizen_id,
        Action(action).value,
        now.view_name,
        object_type,
        object_id,
        now.purpose if purpose is None else purpose,
        now.ip,
        now.request_id,
        count,
        detail,
    )


def _is_new(action: str, citizen_id: UUID) -> bool:
    """Whether this look is not surely in the log yet; remembers it."""
    memory = _memory.get()
    if memory is None:
        return True
    blocks = open_blocks()
    written_in = memory.get((action, citizen_id))
    if written_in is not None and blocks[: len(written_in)] == written_in:
        return False
    memory[action, citizen_id] = blocks
    return True
