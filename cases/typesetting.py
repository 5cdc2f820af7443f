"""Pages to hand out, set by Typst: a template of the house, and what it says as data.

What people typed reaches the template as JSON only, so it is text and never markup. Tagged PDF by PDF/UA-1 with the
house's typeface; Typst has no network and reads no other file.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.contrib.staticfiles import finders

#: A word longer than this has no hyphen to break at, and would run over the edge of the paper.
_UNBROKEN = re.compile(r"\S{28}(?=\S)")
_BREAK = "\u200b"


def typeset(template: Path, data: Mapping[str, Any], pictures: Mapping[str, str] | None = None) -> bytes:
    """The PDF of a template, which reads `data`, and `pictures`: SVG of the house by key, as it was drawn.

    Raises typst.TypstError when the template itself is wrong.
    """
    inputs = {"data": json.dumps(_fit(data)), "pictures": json.dumps(dict(pictures or {}))}
    try:
        return _compiled(template, inputs, ["ua-1"])
    except typst.TypstError as error:
        # A letter that no typeface of ours has: the standard forbids it, but the reader gets the page.
        if "could not be displayed" not in str(error):
            raise
        return _compiled(template, inputs, [])


def _compiled(template: Path, inputs: dict[str, str], standards: list[Any]) -> bytes:
    compiler = typst.Compiler(
        template, root=template.parent, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs
    )
    made = compiler.compile(format="pdf", pdf_standards=standards)
    assert isinstance(made, bytes)
    return made


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The typefaces of tools/assets.py; without them the ones that Typst brings."""
    found = finders.find("vendor/print/atkinson-regular.ttf")
    return typst.Fonts(include_system_fonts=False, font_paths=[Path(found).parent] if found else [])


def _fit(value: Any) -> Any:
    """The same with every text printable, and every word breakable."""
    if isinstance(value, str):
        shown = "".join(sign for sign in value if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs"))
        return _UNBROKEN.sub(lambda found: found[0] + _BREAK, shown)
    if isinstance(value, Mapping):
        return {key: _fit(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_fit(one) for one in value]
    return value
