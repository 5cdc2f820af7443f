"""Who has signed in, and in which memberships they may act: one query for each request instead of two."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Membership, User
from accounts.prepared import prepared


def memberships_of(user_id: Any) -> list[Membership]:
    """The memberships that hold today, with their person, the oldest first. One query."""
    return _held(user_id=UUID(str(user_id)))


@prepared
def _held(_asker: None, user_id: UUID) -> QuerySet:
    held = Membership.objects.active(timezone.localdate()).filter(user_id=user_id)
    return held.select_related("organisation", "unit", "team", "user").order_by("from_on", "pk")


class SignedIn(AuthenticationBackend):
    """allauth's, which also brings the memberships along (`User.active_memberships`)."""

    def get_user(self, user_id: Any) -> User | None:
        held = memberships_of(user_id)
        if not held:
            alone: User | None = super().get_user(user_id)
            return alone
        user: User = held[0].user
        user.active_memberships = held
        return user
