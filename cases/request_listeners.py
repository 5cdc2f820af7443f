"""Who is told, in the same transaction, that a citizen has asked for treatment: rooms above register what they do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

#: `listener(request=…, by=…)`: an action.
Listener = Callable[..., Any]

_listeners: list[Listener] = []


def on_request(listener: Listener) -> None:
    """From `AppConfig.ready()`."""
    _listeners.append(listener)


def request_listeners() -> tuple[Listener, ...]:
    return tuple(_listeners)
