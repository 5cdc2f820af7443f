"""Names as people type and sort them in Danish."""

from __future__ import annotations

import unicodedata
from uuid import UUID

#: After z come æ, ø, å; aa in names sorts as å, ä and ö as æ and ø.
_ORDER = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})


def search_key(*parts: str) -> str:
    """Casefolded words of all parts, single-spaced: what search compares with. PostgreSQL takes no NUL in a text."""
    return " ".join(" ".join(part.replace("\0", "").casefold().split()) for part in parts if part)[:220]


def danish_sort_key(label: str) -> str:
    """A text that sorts by code point as a Dane would sort `label`."""
    folded = " ".join(label.casefold().split()).replace("aa", "å")
    plain = "".join(c if c in "æøåäö" else unicodedata.normalize("NFKD", c)[0] for c in folded)
    return plain.translate(_ORDER)[:220]


def reference(key: UUID) -> str:
    """What stands for a citizen where no name may be shown. The end of the key: its beginning is a time."""
    return key.hex[-8:].upper()
