"""Data changes through actions only: keyword-only, by somebody, in one transaction. Views load, call one, redirect."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.guards.walk import FLOORS, hand_written, name

#: What a queryset or a row writes with. `update` alone is a dict's as well, so it counts on a queryset only.
WRITES = {"save", "delete", "create", "create_many", "get_or_create", "update_or_create", "full_clean"}
PAST_HISTORY = {"bulk_create", "bulk_update", "_raw_delete", "raw", "save_base"}
QUERYSET = {"objects", "filter", "exclude", "all", "get_queryset"}

#: "file:function" of public functions in an actions module that change nothing, or nothing of a case, and why.
NOT_ACTIONS: dict[str, str] = {
    "cases/actions/contact.py:check_contact": "the rules of a contact in words, also asked by the form",
    "cases/actions/meeting.py:is_written": "asks whether an entry was sent before",
    "cases/actions/entry.py:is_taken_elsewhere": "asks what the database refused",
    "cases/actions/entry.py:save_once": "saves the new row of an action",
    "cases/actions/imports.py:checked_rows": "reads what a check found",
    "cases/actions/follower.py:followers_of": "reads who follows, also for the form",
    "cases/actions/follower.py:open_wish": "reads what the citizen wished, also for the form",
    "cases/actions/formal_plan.py:holding_plan": "reads which plan holds, also for the page",
}
#: "file: .method" that may walk past the tracked manager, and why.
PAST: dict[str, str] = {
    "audit/models/history.py: .bulk_create": "writes the history rows themselves",
    "audit/models/tracked.py: .bulk_create": "create_many, which writes the history beside",
}
#: "file: .method" with which a view writes, and why.
VIEW_WRITES: dict[str, str] = {}


def rooms(folder: str) -> Iterator[Path]:
    """Every file of the rooms' `folder` (actions, views), package or module."""
    for room in FLOORS:
        for path in hand_written(".py", under=room):
            if folder in path.parts or path.stem == folder:
                yield path


def public_functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def is_action(node: ast.FunctionDef) -> bool:
    decorated = any(isinstance(one, ast.Name) and one.id == "action" for one in node.decorator_list)
    plain = node.args.args or node.args.posonlyargs or node.args.vararg
    return decorated and not plain and "by" in {argument.arg for argument in node.args.kwonlyargs}


def calls(tree: ast.AST) -> Iterator[tuple[str, set[str]]]:
    """(method, names in what it is called on) of every method call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            inner = ast.walk(node.func.value)
            chain = {getattr(part, "attr", getattr(part, "id", "")) for part in inner}
            yield node.func.attr, chain


def writes(tree: ast.AST) -> set[str]:
    """Methods of `tree` that write rows. A form's, a session's and a cache's are not rows."""
    found = set()
    for method, chain in calls(tree):
        on_queryset = bool(chain & QUERYSET)
        if (method in WRITES and not chain & {"session", "cache"}) or (method == "update" and on_queryset):
            found.add(method)
    return found


def test_every_public_function_of_an_actions_module_is_an_action_by_somebody():
    plain = {
        f"{name(path)}:{node.name}"
        for path in rooms("actions")
        for node in public_functions(path)
        if not is_action(node)
    }

    assert plain == set(NOT_ACTIONS)


def test_no_view_writes_by_itself():
    found = {f"{name(path)}: .{method}" for path in rooms("views") for method in writes(ast.parse(path.read_text()))}

    assert found == set(VIEW_WRITES)


def test_nothing_walks_past_the_tracked_manager():
    found = {
        f"{name(path)}: .{method}"
        for room in FLOORS
        for path in hand_written(".py", under=room)
        for method, _chain in calls(ast.parse(path.read_text()))
        if method in PAST_HISTORY
    }

    assert found == set(PAST)


def test_the_guard_sees_what_it_looks_for():
    tree = ast.parse("row.save()\nCase.objects.filter(pk=1).update(unit=2)\nwords.update(a=1)\nrequest.session.save()")

    assert writes(tree) == {"save", "update"}
