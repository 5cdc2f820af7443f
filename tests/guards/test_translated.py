"""No text in Python reaches a screen untranslated: Danish letters and the usual places of words stand in gettext."""

import ast
import re
from collections.abc import Iterator

from tests.guards.walk import ROOT, name, python_of_rooms
from tools.strings import NAMES

DANISH = re.compile(r"[æøåÆØÅ]")
SPOKEN_KEYWORDS = {
    "label", "help_text", "verbose_name", "verbose_name_plural", "empty_label", "violation_error_message",
}  # fmt: skip
SPOKEN_ERRORS = {"ValidationError", "PermissionDenied"}
#: path → why its Danish is data and no message
DATA: dict[str, str] = {
    "demo/bridging.py": "what invented workers write",
    "accounts/municipalities.py": "the municipalities' own names",
    "accounts/staff.py": "how letters sort",
    "cases/names.py": "how letters sort",
    "cases/search.py": "how letters sound",
    "cases/imports/columns.py": "what municipalities write above the columns of their spreadsheets",
    "cases/imports/values.py": "what municipalities write in the cells of their spreadsheets",
    "cases/reminders.py": "beginnings of Danish words that tell what a text is about",
    "demo/assessments.py": "what invented workers write",
    "demo/crisis.py": "what invented workers write",
    "demo/field.py": "what invented workers write",
    "demo/crisis_home.py": "what invented workers write",
    "demo/crisis_duty.py": "what an invented house writes",
    "demo/crisis_spotting.py": "what invented workers write",
    "demo/crisis_asking.py": "what invented workers write",
    "demo/caseload.py": "why an invented worker stopped",
    "demo/conference.py": "what invented teams take up",
    "demo/doubles.py": "how letters sound",
    "demo/earlier_enquiries.py": "what invented people said",
    "demo/council.py": "what an invented council proposes",
    "demo/enquiries.py": "what invented citizens say",
    "demo/fidelity.py": "what invented workers notice",
    "demo/handing_over.py": "what invented citizens hope for and allow",
    "demo/public_door.py": "what invented citizens write",
    "intake/actions/reception.py": "how letters stand in an address",
    "demo/hours.py": "what invented teams buy, and invented citizens",
    "demo/known_partners.py": "what invented workers write",
    "demo/notes.py": "what invented workers write",
    "demo/onward_plans.py": "what invented citizens want",
    "demo/formal_plans.py": "what invented citizens and their helpers agree",
    "demo/followers.py": "whom invented citizens wish for, and why",
    "demo/own_plans.py": "what invented citizens want, and what invented houses offer",
    "demo/people.py": "invented people",
    "demo/places.py": "invented places",
    "demo/published/houses.py": "what reconstructed municipalities are called",
    "demo/published/model.py": "what is told of the published examples",
    "demo/planning_partners.py": "whom invented teams work with",
    "demo/planning_places.py": "invented places",
    "demo/visits.py": "what invented teams call their routes, and what they saw",
    "measurements/report/keys.py": "what the published report calls its rows",
    "demo/referrals.py": "what invented workers write",
    "demo/reporting.py": "what an invented municipality has decided, and what workers write",
    "demo/relocations.py": "what invented workers tell the next municipality",
    "demo/screening.py": "what invented workers write",
}


def is_text(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(re.search(r"[^\W\d_]", node.value))


def docstrings(tree: ast.AST) -> set[ast.AST]:
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, holders))
    return {body[0].value for body in bodies if body and isinstance(body[0], ast.Expr)}


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def speaks(node: ast.Call) -> bool:
    """Whether what is called shows its text to a person: an error of a form, messages.success(…)."""
    holder = getattr(node.func, "value", None)
    return called(node) in SPOKEN_ERRORS or (isinstance(holder, ast.Name) and holder.id == "messages")


def translated(tree: ast.AST) -> set[ast.AST]:
    """Every node inside a call of gettext."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) in NAMES)
    return {inner for call in calls for inner in ast.walk(call)}


def danish_outside_gettext(tree: ast.AST) -> Iterator[int]:
    fine = docstrings(tree) | translated(tree)
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    yield from (text.lineno for text in texts if DANISH.search(text.value) and text not in fine)


def plain_in_spoken_places(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in SPOKEN_KEYWORDS and is_text(node.value):
            yield node.value.lineno
        elif isinstance(node, ast.Call) and speaks(node) and any(map(is_text, node.args)):
            yield node.lineno
        elif isinstance(node, ast.ClassDef) and any(getattr(base, "attr", "") == "TextChoices" for base in node.bases):
            values = (member.value for member in node.body if isinstance(member, ast.Assign))
            yield from (value.lineno for value in values if isinstance(value, ast.Tuple) and is_text(value.elts[-1]))


def found() -> dict[str, list[int]]:
    lines: dict[str, list[int]] = {}
    for _room, path in python_of_rooms():
        if "commands" in path.parts:
            continue  # who runs a server reads English
        tree = ast.parse(path.read_text())
        if here := sorted({*danish_outside_gettext(tree), *plain_in_spoken_places(tree)}):
            lines[name(path)] = here
    return lines


def test_every_text_is_translated():
    assert {path: lines for path, lines in found().items() if path not in DATA} == {}


def test_no_exception_is_stale():
    assert sorted(set(DATA) - set(found())) == []
    assert [path for path in DATA if not (ROOT / path).exists()] == []
