from __future__ import annotations
from collections.abc import Callable
from typing import Any

Installer = Callable[[Any], None]
installers: list[Installer] = []


def register_installer(installer: Installer) -> None:
    installers.append(installer)


def install(connection: Any) -> None:
    for installer in installers:
        installer(connection)


def standing() -> list[str]:
    return []
