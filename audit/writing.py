"""`@action`: the one way to change data. It opens the transaction and says to the history who changes what, and why."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from audit import context

P = ParamSpec("P")
R = TypeVar("R")

_in_action: ContextVar[bool] = ContextVar("audit_in_action", default=False)


class NobodyActs(TypeError):
    """An action was called without a saved user in `by`."""


class PartFailed(RuntimeError):
    """An action went on after an action that it had called was refused: nothing of either would have been written."""


class OutsideAction(RuntimeError):
    """Data was about to be written outside a transaction, where the change could stay without its history."""


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Make `function(*, …, by)` atomic and let history know `by` and, when given, `reason`.

    Raises TypeError where the function is declared if `by` is not keyword-only, NobodyActs when called without a
    saved user.

    Called by another action it is a part of that one: it keeps the outer reason unless it is given its own, and what
    stops it takes all of the outer action back. Whoever wants to go on after a refusal opens `transaction.atomic()`
    around the call; PartFailed is raised where that was forgotten.
    """
    parameter = inspect.signature(function).parameters.get("by")
    if parameter is None or parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
        raise TypeError(f"{function.__qualname__}: an action needs a keyword-only argument 'by' (who acts).")

    @wraps(function)
    def acted(*args: P.args, **kwargs: P.kwargs) -> R:
        is_part = _in_action.get()
        token = _in_action.set(True)
        try:
            with context.use(**_acting(function, kwargs)), transaction.atomic(savepoint=not is_part):
                answer = function(*args, **kwargs)
                if transaction.get_connection().needs_rollback:
                    raise PartFailed(function.__qualname__)
                return answer
        finally:
            _in_action.reset(token)

    return acted


def _acting(function: Callable[..., Any], kwargs: dict[str, Any]) -> dict[str, Any]:
    user_id = getattr(kwargs.get("by"), "pk", None)
    if user_id is None:
        raise NobodyActs(f"{function.__qualname__}: 'by' must be a saved user.")
    now = context.current()
    changes: dict[str, Any] = {"user_id": user_id}
    if now.user_id not in (None, user_id):
        # The role in the context is the other person's.
        changes["role"] = ""
    if reason := kwargs.get("reason"):
        changes["reason"] = str(reason)
    return changes


def require_transaction(using: str | None = None) -> None:
    """Raises OutsideAction unless a transaction is open on the database `using`."""
    if not transaction.get_connection(using).in_atomic_block:
        raise OutsideAction("Tracked rows are written inside a transaction only: call an @action (audit.writing).")


def open_blocks(using: str | None = None) -> tuple[Any, ...]:
    """The transaction and savepoints that are open now, outermost first.

    What was written while these were open is surely in the database as long as they still are: if the tuple then is a
    beginning of the tuple now. Once a savepoint is closed, nobody can tell whether it was rolled back.
    """
    connection = transaction.get_connection(using)
    # A block without a savepoint is rolled back with the one around it.
    return (*connection.atomic_blocks[:1], *filter(None, connection.savepoint_ids))
