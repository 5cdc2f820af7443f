"""The files of the repository that people write, for the guards to read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
#: Made by programs, or not ours; none of it is committed, but for what a program keeps up to date.
MADE = {
    ".git", ".venv", "build", "var", "node_modules", "__pycache__",
    ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis",
}  # fmt: skip
KEPT_BY_PROGRAMS = ("locale/", "requirements/", "package-lock.json")

FLOORS = {
    "config": 6,
    "demo": 6,
    "field": 5,
    "intake": 5,
    "measurements": 4,
    "outreach": 3,
    "crisis_center": 3,
    "cases": 2,
    "directory": 1,
    "accounts": 0,
    "audit": -1,
}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def files(*suffixes: str, under: str = ".") -> Iterator[Path]:
    """Every file with one of `suffixes` (any, when there are none), in a fixed order."""

    def walk(folder: Path) -> Iterator[Path]:
        for path in sorted(folder.iterdir()):
            if path.is_dir() and path.name not in MADE:
                yield from walk(path)
            elif path.is_file() and (not suffixes or path.suffix in suffixes):
                yield path

    yield from walk(ROOT / under)


def hand_written(*suffixes: str, under: str = ".") -> Iterator[Path]:
    for path in files(*suffixes, under=under):
        if "migrations" not in path.parts and not name(path).startswith(KEPT_BY_PROGRAMS):
            yield path


def python_of_rooms() -> Iterator[tuple[str, Path]]:
    """(room, file) for everything but migrations."""
    for room in FLOORS:
        for path in hand_written(".py", under=room):
            yield room, path
