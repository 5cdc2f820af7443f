"""Find the strings of the code that are to be translated, without the gettext programs.

Python is read as a syntax tree; templates go through Django's own `templatize`, which knows every tag.
"""

from __future__ import annotations

import ast
import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    "config", "field", "intake", "measurements", "outreach", "crisis_center", "cases", "directory", "accounts", "audit",
)  # fmt: skip

#: name of the function → where its context, singular and plural stand
SHAPES: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
NAMES = {"_": SHAPES["gettext"], "gettext_noop": SHAPES["gettext"]}
NAMES |= {name + suffix: shape for name, shape in SHAPES.items() for suffix in ("", "_lazy")}


class Text(NamedTuple):
    """One string as gettext knows it; `plural` and `context` are None where there are none."""

    singular: str
    plural: str | None
    context: str | None


class Unreadable(Exception):
    """A string that no program can find, because it is put together while the code runs."""


def in_python(source: str, path: str) -> Iterator[Text]:
    """Raises Unreadable for a call whose strings are not written out."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if shape := NAMES.get(name):
            yield Text(*(_argument(node, place, path) for place in (shape[1], shape[2], shape[0])))  # type: ignore[arg-type]


def _argument(call: ast.Call, place: int | None, path: str) -> str | None:
    if place is None:
        return None
    value = call.args[place] if place < len(call.args) else None
    if not isinstance(value, ast.Constant) or not isinstance(value.value, str):
        raise Unreadable(f"{path}:{call.lineno}: write the string out; variables go in with % or format().")
    return value.value


def in_template(source: str, path: str) -> Iterator[Text]:
    with warnings.catch_warnings():
        # A comment to translators in the middle of a line is of no use here, and no fault either.
        warnings.simplefilter("ignore")
        code = templatize(source, origin=path)
    # Only calls are left of the template, on lines whose indentation means nothing to Python.
    lines = "\n".join(line.strip() for line in code.splitlines())
    keywords: dict = dict.fromkeys(NAMES)
    for _line, function, found, _comments in extract_python(io.BytesIO(lines.encode()), keywords, [], {}):
        parts = (found,) if isinstance(found, str) else tuple(found)
        context, singular, plural = NAMES[str(function)]
        yield Text(
            parts[singular], None if plural is None else parts[plural], None if context is None else parts[context]
        )


def sources() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted(path for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts)
    yield from sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".txt", ".js"))


def everywhere() -> dict[Text, list[str]]:
    """Every string, with the files it stands in. Raises Unreadable."""
    found: dict[Text, list[str]] = {}
    for path in sources():
        name = path.relative_to(ROOT).as_posix()
        read = in_python if path.suffix == ".py" else in_template
        for text in read(path.read_text(encoding="utf-8"), name):
            # An empty msgid is the header of the catalogue.
            if text.singular and name not in found.setdefault(text, []):
                found[text].append(name)
    return merged(found)


def merged(found: dict[Text, list[str]]) -> dict[Text, list[str]]:
    """A string that also stands somewhere with a plural is one entry to gettext, the one with the plural."""
    plurals = {text._replace(plural=None): text for text in found if text.plural}
    for alone, text in plurals.items():
        found[text] += [name for name in found.pop(alone, []) if name not in found[text]]
    return found
