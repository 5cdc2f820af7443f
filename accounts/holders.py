"""Who in a unit may do something: straight from the policy table."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Membership, User
from accounts.policy import POLICY, Can, Role


def roles_with(ability: Can) -> list[str]:
    return [role.value for role in Role if POLICY[role].get(ability)]


def holders_of(ability: Can, unit_id: UUID | None) -> QuerySet[User]:
    """The people of the unit whose role holds `ability` today, by name."""
    active = Membership.objects.active().filter(unit_id=unit_id, role__in=roles_with(ability))
    return User.objects.filter(pk__in=active.values("user_id")).order_by("name", "pk")
