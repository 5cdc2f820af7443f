"""Who reads an evaluation, and of which organisations: one's own unit, and every other one leads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from uuid import UUID

from accounts.acting import acting_as, inside
from accounts.models import Membership, Organisation, User
from accounts.policy import POLICY, Can, Role, Scope, may
from accounts.sign_in import memberships_of as known_memberships
from measurements.report.scope import Scope as Whose
from measurements.report.whole import Reading


def memberships_of(user: User) -> list[Membership]:
    """The one the user acts in, then one in each other organisation in which they may see the evaluation."""
    assert user.membership is not None
    held = known_memberships(user.pk) if user.active_memberships is None else user.active_memberships
    found = {user.membership.organisation_id: user.membership}
    for one in held:
        if _may_see(one):
            found.setdefault(one.organisation_id, one)
    return list(found.values())


def _may_see(membership: Membership) -> bool:
    return POLICY[Role(membership.role)].get(Can.SEE_COSTS, Scope.NONE) > Scope.NONE


def readings_of(
    user: User, chosen: Collection[UUID], first: date, last: date, known: list[Membership]
) -> list[Reading]:
    """Of the chosen organisations among `known` (`memberships_of`), or of the user's own where none is chosen."""
    assert user.membership is not None
    wanted = [one for one in known if one.organisation_id in chosen] or [user.membership]
    return [_reading(user, one, first, last) for one in wanted]


def _reading(user: User, membership: Membership, first: date, last: date) -> Reading:
    whose = Whose(membership.organisation, membership.unit, first, last)
    if membership == user.membership:
        return Reading(whose, lambda: nullcontext(user))
    return Reading(whose, lambda: acting_as(membership))


def readings_without_user(organisations: Collection[Organisation], first: date, last: date) -> list[Reading]:
    """For a command: whole organisations, as nobody."""

    def enter(organisation: Organisation) -> Callable[[], AbstractContextManager[None]]:
        @contextmanager
        def come_in() -> Iterator[None]:
            with inside(organisation):
                yield None

        return come_in

    return [Reading(Whose(one, None, first, last), enter(one)) for one in organisations]


def is_outside(user: User) -> bool:
    """Whether small numbers are hidden from the reader whatever they choose: they may not read of the citizens."""
    return not may(user, Can.READ_UNIT_NOTES)
