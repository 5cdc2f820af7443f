"""What else happens when a consent is taken back: a room above says so where it passed something on under it."""

from __future__ import annotations

from collections.abc import Callable

from accounts.models import User
from cases.models import Consent

#: `follow(consent=…, by=…)`: an action, in the transaction in which the consent is taken back.
Follow = Callable[..., None]
_follows: list[Follow] = []


def register_withdrawal(follow: Follow) -> None:
    _follows.append(follow)


def follow_withdrawal(consent: Consent, by: User) -> None:
    for follow in _follows:
        follow(consent=consent, by=by)
