"""What the fault tests serve: the real application, which stops where a test asks it to, so that it can be killed there.

A file `before-commit` in TEST_FAULTS stops the next entry before its transaction is committed, `after-commit` after it
and before the answer; `…-reached` says that it stands there.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from config.wsgi import application

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
    from field import api, intake

    intake.keep_entry = then(intake.keep_entry, "before-commit")
    api.receive = then(api.receive, "after-commit")


arm()

__all__ = ["application"]
