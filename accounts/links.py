"""Doors for somebody who has no sign-in: a secret address, which lets in to one thing of one organisation.

Of the address only a digest is kept. It carries the organisation's key, because row-level security shows no row before
an organisation is set; and 192 bits of chance, which nobody guesses.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from accounts.acting import set_tenant
from accounts.automatic import automatic_user
from accounts.models import User
from audit import context

#: How history and access log call whoever came through a link.
ROLE = "link"
#: Wide, because a whole municipality often comes from one address: nobody guesses a link, it only keeps machines off.
MOST_FAILURES = 60
_CHANCE = 24
_LENGTH = 16 + _CHANCE


@dataclass(frozen=True)
class Link:
    """What an address says, true or not: which organisation, and the digest to look for there."""

    organisation_id: UUID
    digest: str


def new_link(organisation_id: UUID) -> tuple[str, str]:
    """(token, digest) of a new address."""
    secret = organisation_id.bytes + secrets.token_bytes(_CHANCE)
    return base64.urlsafe_b64encode(secret).decode().rstrip("="), _digest(secret)


def read_link(token: str) -> Link:
    """Of any text: what is no token of ours reads as one that nobody was given, so both cost the same work."""
    try:
        secret = base64.urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
    except (UnicodeEncodeError, binascii.Error):
        secret = b""
    if len(secret) != _LENGTH:
        secret = bytes(_LENGTH)
    return Link(UUID(bytes=secret[:16]), _digest(secret))


def _digest(secret: bytes) -> str:
    """A plain digest is enough: what it is of is chance, not a word that can be tried."""
    return hashlib.sha256(secret).hexdigest()


@contextmanager
def through_link(link: Link, *, view_name: str, purpose: str) -> Iterator[User]:
    """A transaction inside the link's organisation in which Brobyg writes for whoever came, as role `link`.

    Yields Brobyg's own user.
    """
    outer = context.current().organisation_id
    with transaction.atomic():
        user = automatic_user()
        with context.use(
            user_id=user.pk,
            organisation_id=link.organisation_id,
            unit_id=None,
            role=ROLE,
            view_name=view_name,
            purpose=purpose,
        ):
            set_tenant(link.organisation_id)
            yield user
            set_tenant(outer)


def tried_too_often() -> bool:
    """Whether the place this request comes from has asked for too many addresses that lead nowhere."""
    return cache.get(_failures(), 0) >= MOST_FAILURES


def count_failure() -> None:
    """Outside the transaction of the attempt, which would take the count back. Forgotten after a minute of quiet."""
    cache.set(_failures(), cache.get(_failures(), 0) + 1, 60)


def _failures() -> str:
    return f"link-failures:{context.current().ip}"
