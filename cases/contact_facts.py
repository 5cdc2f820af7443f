"""What rooms above know of a contact, for its page: on which visit it was written, for one.

A room registers its own in `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from accounts.models import User
    from cases.models import Contact

#: (contact, reader) -> [(text, address)…] of what the reader may see. At most one query.
Tell = Callable[["Contact", "User"], list[tuple[str, str]]]

_known: dict[str | Promise, Tell] = {}


def register_contact_fact(label: str | Promise, tell: Tell) -> None:
    _known[label] = tell


def contact_facts(contact: Contact, user: User) -> list[tuple[str, list[tuple[str, str]]]]:
    """[(label, what there is to say)…] without what there is not."""
    told = ((str(label), tell(contact, user)) for label, tell in _known.items())
    return [(label, facts) for label, facts in told if facts]
