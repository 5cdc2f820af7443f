"""Pages that ask for news of themselves: their asking is nobody's work, so it keeps no session alive."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def polled(view: View) -> View:
    """Marks a view that only a page's own timer asks; `accounts.middleware` counts it as no contact with the person."""
    view.is_polled = True  # type: ignore[attr-defined]
    return view


def is_polled(view: Callable[..., Any]) -> bool:
    return getattr(view, "is_polled", False)
