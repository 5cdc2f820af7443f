"""Who can carry a course or a task in a unit."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from accounts.holders import holders_of, roles_with
from accounts.models import Membership, User
from accounts.policy import Can

#: Roles that work with citizens' courses.
ROLES = roles_with(Can.WORK_PATHWAY)


def workers_of(unit_id: UUID | None) -> QuerySet[User]:
    """The people who work with courses in the unit today, by name."""
    return holders_of(Can.WORK_PATHWAY, unit_id)


def mates_of(user: User) -> QuerySet[User]:
    """The people of the user's team today, the user too; the user alone without a team."""
    team_id = user.membership.team_id
    if team_id is None:
        return User.objects.filter(pk=user.pk)
    return User.objects.filter(pk__in=Membership.objects.active().filter(team_id=team_id).values("user_id"))
