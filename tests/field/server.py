"""What the fault tests serve: the real application, which stops where a test asks it to, to be killed there.

A file `before-commit` in TEST_FAULTS stops the next entry before its transaction is committed, `after-commit` after it
and before the answer; `…-reached` says that it stands there.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from config.wsgi import application as house

FOLDER = Path(os.environ["TEST_FAULTS"])
LONG = 60


def stand_still(when: str) -> None:
    asked = FOLDER / when
    if asked.exists():
        asked.unlink()
        (FOLDER / f"{when}-reached").touch()
        time.sleep(LONG)


def then(function: Callable[..., Any], when: str) -> Callable[..., Any]:
    def followed(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        stand_still(when)
        return result

    return followed


def arm() -> None:
    from field import api, build, intake
    from field.views import shell

    intake.keep_entry = then(intake.keep_entry, "before-commit")
    api.receive = then(api.receive, "after-commit")

    made = build.build
    newer = FOLDER / "newer-build"

    def build_now() -> build.Build:
        """With a file `newer-build`: another build of the same files."""
        found = made()
        return build.Build(found.id[::-1], found.files) if newer.exists() else found

    shell.build = api.build = build_now


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
    """With a file `broken`: what is asked for under an address with that text in it does not come through."""
    broken = FOLDER / "broken"
    if broken.exists() and broken.read_text() in environ["PATH_INFO"]:
        start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
        return [b""]
    return house(environ, start_response)


arm()
