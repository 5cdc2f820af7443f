"""Pages that ask for news of themselves: their asking is nobody's work, so it keeps no session alive.

Unless the session was made a screen's: then nothing but the screen can be opened with it, and it stays on for days.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils import timezone

View = TypeVar("View", bound=Callable[..., Any])

#: So long a screen stays on; then somebody signs in anew.
SCREEN_FOR = timedelta(days=7)
_SCREEN = "screen"


def polled(view: View) -> View:
    """Marks a view that only a page's own timer asks; `accounts.middleware` counts it as no contact with the person."""
    view.is_polled = True  # type: ignore[attr-defined]
    return view


def is_polled(view: Callable[..., Any]) -> bool:
    return getattr(view, "is_polled", False)


def on_screens(view: View) -> View:
    """Marks a view that a screen's session may open: it shows no citizen."""
    view.is_on_screens = True  # type: ignore[attr-defined]
    return view


def become_screen(request: HttpRequest) -> None:
    """From now on this session opens only what is marked so; whatever else is asked for ends it."""
    request.session[_SCREEN] = (timezone.now() + SCREEN_FOR).timestamp()
    request.session.set_expiry(SCREEN_FOR)


def is_screen(request: HttpRequest) -> bool:
    return _SCREEN in request.session


def may_stay_on(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """Whether a screen's session goes on with a request for `view`."""
    return getattr(view, "is_on_screens", False) and timezone.now().timestamp() < request.session[_SCREEN]
