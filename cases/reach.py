"""Whether an ability reaches a citizen who was loaded through the policy: what a button asks before it is shown."""

from __future__ import annotations

from accounts.models import User
from accounts.policy import Can, Scope, scope_of
from cases.models import Citizen
from cases.models.forgetting import NEEDS_DESCRIPTION


def reaches(user: User, ability: Can, citizen: Citizen) -> bool:
    """`citizen` comes from `get_citizen`, so it is within the user's unit or one of the user's own."""
    if citizen.forgotten_on and ability in NEEDS_DESCRIPTION:
        return False
    scope = scope_of(user, ability)
    return scope >= Scope.UNIT or (scope == Scope.OWN and citizen.is_own)
