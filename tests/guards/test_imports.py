"""A room uses the floors below it, never its neighbours, never what stands above it."""

import ast
import re
from collections.abc import Iterator

from tests.guards.walk import FLOORS, hand_written, name, python_of_rooms

#: Beside the house; no room may need them to run.
OUTSIDE = ("demo", "tests", "tools", "bench")
#: "cases.Case" in a foreign key, "cases.views.x" in a setting: an import that waits until it is used.
DOTTED = re.compile(rf"({'|'.join(FLOORS)})\.[A-Za-z_.]+")


def used(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, top-level package) of every import, wherever it stands, and of every model or module named in a text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, (node.module or "").partition(".")[0]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and DOTTED.fullmatch(node.value):
            yield node.lineno, node.value.partition(".")[0]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("get_model", "get_app_config"):
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield node.lineno, first.value.partition(".")[0]


def test_no_import_runs_upwards_or_sideways():
    wrong = [
        f"{name(path)}:{line} uses {target}"
        for room, path in python_of_rooms()
        if room != "config"
        for line, target in used(ast.parse(path.read_text()))
        if target != room and (target in OUTSIDE or FLOORS.get(target, -9) >= FLOORS[room])
    ]
    assert wrong == []


def test_imports_name_their_package():
    """`from . import x` hides which room is meant."""
    relative = [
        f"{name(path)}:{node.lineno}"
        for path in hand_written(".py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []
