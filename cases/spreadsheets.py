"""What is written for somebody else's spreadsheet program."""

from __future__ import annotations

#: The mark at the beginning lets a Danish Excel read æøå.
UTF8_MARK = "\ufeff"
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def never_formula(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_BEGINS_FORMULA) else text
