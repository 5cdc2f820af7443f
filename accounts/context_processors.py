"""What the shell of every page needs, loaded once per request and only when a page is rendered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property

from accounts.models import Membership, User
from accounts.navigation import NavigationItem, doors_for
from accounts.policy import Can, scope_of
from accounts.words import WORDS


class May:
    """`{% if may.log_contact %}`: whether the role holds the ability at all."""

    def __init__(self, user: User | None) -> None:
        self._user = user

    def __getitem__(self, ability: str) -> bool:
        return self._user is not None and scope_of(self._user, Can(ability)) > 0


@dataclass
class House:
    """Everything the page shell shows around a page."""

    user: User | None
    path: str

    @property
    def membership(self) -> Membership | None:
        return self.user.membership if self.user else None

    @cached_property
    def _doors(self) -> tuple[list[NavigationItem], NavigationItem | None]:
        return doors_for(self.user, self.path) if self.user and self.membership else ([], None)

    @property
    def navigation(self) -> list[NavigationItem]:
        return self._doors[0]

    @property
    def primary(self) -> NavigationItem | None:
        return self._doors[1]

    @cached_property
    def memberships(self) -> list[Membership]:
        """The user's other memberships, to switch to."""
        return getattr(self.user, "other_memberships", []) if self.user else []

    @cached_property
    def words(self) -> dict[str, str]:
        organisation = self.membership.organisation if self.membership else None
        return {key: organisation.word(key) if organisation else str(word.default) for key, word in WORDS.items()}


def house(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    signed_in = user if user is not None and user.is_authenticated else None
    return {"house": House(signed_in, request.path), "may": May(signed_in)}
