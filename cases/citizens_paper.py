"""A paper that a citizen takes along: plain Danish, one page, and nothing on it but what it is about.

Always in Danish and never with a number of the citizen's: a paper may be lost where others find it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

TEMPLATE = Path(__file__).parent / "typst" / "citizens_paper.typ"


@dataclass
class Part:
    """A heading with its paragraphs, or with points: (what, beside it in small). `numbered`: their order counts."""

    title: str
    paragraphs: list[str] = field(default_factory=list)
    points: list[tuple[str, str]] = field(default_factory=list)
    numbered: bool = False

    @property
    def says_something(self) -> bool:
        return any(self.paragraphs) or bool(self.points)


@dataclass
class Paper:
    """`ask`: whom to ask, `number` their telephone; without one there is a line to write it on. `backup`: whom else,
    said after the number, so that nobody takes the one's for the other's. A draft says that it is not given yet."""

    title: str
    made: str
    name: str
    parts: list[Part]
    ask: str
    is_draft: bool = False
    number: str = ""
    backup: str = ""

    def as_data(self) -> dict[str, Any]:
        """What the template of the page reads."""
        with translation.override("da"):
            return {
                **asdict(self),
                "draft": _("Udkast. Du har ikke fået planen endnu.") if self.is_draft else "",
                "phone": _("Telefon:"),
                "page": _("Side"),
            }
