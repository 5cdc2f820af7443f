"""Who acts, in which organisation, through which request: known once, for history, access log and row-level security.

The context is set by the request middleware, by `accounts.acting.acting_as` (commands, demo data, tests) and narrowed
by `@action`. Everything is an id: this room knows nobody above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Context:
    user_id: UUID | None = None
    organisation_id: UUID | None = None
    unit_id: UUID | None = None
    role: str = ""
    #: Why something is changed; written to the history rows of this action.
    reason: str = ""
    #: Why a citizen outside one's own cases is read; written to the access log.
    purpose: str = ""
    request_id: str = ""
    view_name: str = ""
    ip: str | None = None


# Frozen, so a shared default cannot be changed.
_current: ContextVar[Context] = ContextVar("audit_context", default=Context())  # noqa: B039


def current() -> Context:
    return _current.get()


@contextmanager
def use(**changes: Any) -> Iterator[Context]:
    """Act with `changes` laid over the current context, until the block ends."""
    context = replace(_current.get(), **changes)
    token = _current.set(context)
    try:
        yield context
    finally:
        _current.reset(token)
