from __future__ import annotations
from typing import Any


def register_scopes(scopes: Any) -> None: ...
def verify_history() -> list[str]:
    return []
