"""Who goes: the people of a route or a visit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accounts.models import User


def set_workers(links: Any, users: Iterable[User]) -> None:
    """`links`: the `workers` of a route or a visit. Called by actions only: who stays keeps their row."""
    known = {link.user_id: link for link in links.all()}
    for user in users:
        if known.pop(user.pk, None) is None:
            links.create(user=user)
    for link in known.values():
        link.delete()
