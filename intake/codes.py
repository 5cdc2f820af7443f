"""The code with which somebody comes back to what they began: digits, because an old telephone has them first.

16 digits are 53 bits of chance. The digest is slow on purpose (scrypt) and bound to the organisation and to this
installation's key: whoever steals the database cannot try codes, and whoever guesses at the door pays for each.
"""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID

from django.conf import settings

DIGITS = 16
_GROUP = 4


def new_code() -> str:
    """ "4821 0937 5562 1194"."""
    digits = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
    return " ".join(digits[start : start + _GROUP] for start in range(0, DIGITS, _GROUP))


def read_code(text: str) -> str:
    """The digits somebody typed, however they parted them; "" where there are too few or too many."""
    digits = "".join(sign for sign in text if sign in "0123456789")
    return digits if len(digits) == DIGITS else ""


def digest_of(code: str, organisation_id: UUID) -> str:
    """Of a code as written down or as read. What is no code has a digest that nothing has."""
    salt = hashlib.sha256(f"intake.code {organisation_id} {settings.SECRET_KEY}".encode()).digest()
    return hashlib.scrypt(read_code(code).encode(), salt=salt, n=2**14, r=8, p=1, dklen=32).hex()
