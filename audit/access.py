"""Writing the access log: no log, no page. Whoever loads a citizen calls this in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from audit import context
from audit.models import AccessLog
from audit.writing import open_blocks, require_transaction

Action = AccessLog.Action

#: (action, citizen) → the open transaction blocks in which the row was written.
Memory = dict[tuple[str, UUID], tuple[Any, ...]]
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
    row.save(force_insert=True)


def log_listed(
    citizen_ids: Iterable[UUID],
    *,
    action: str = Action.LIST,
    purpose: str | None = None,
    detail: str = "",
) -> None:
    """Log that these citizens were shown together: one row for each, in one statement. Raises like log_access."""
    rows = {citizen_id: _row(action, citizen_id, purpose, detail=detail) for citizen_id in citizen_ids}
    AccessLog.objects.bulk_create([row for citizen_id, row in rows.items() if _is_new(action, citizen_id)])


def _row(action: str, citizen_id: UUID | None, purpose: str | None, **values: Any) -> AccessLog:
    require_transaction()
    now = context.current()
    if now.user_id is None or now.organisation_id is None:
        raise NobodyLooks("The access log needs a user and an organisation: act inside a request or acting_as().")
    return AccessLog(
        action=Action(action),
        citizen_id=citizen_id,
        purpose=now.purpose if purpose is None else purpose,
        organisation_id=now.organisation_id,
        unit_id=now.unit_id,
        user_id=now.user_id,
        role=now.role,
        view_name=now.view_name,
        ip=now.ip,
        request_id=now.request_id,
        **values,
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
