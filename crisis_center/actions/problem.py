"""An acute problem is somebody's by name until it is solved; the authority at home is spoken with about the plan."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from accounts.models import User, shared_like
from audit.writing import action
from crisis_center.models import AcuteProblem, AuthorityContact, Stay
from crisis_center.models.of_stay import GIVEN_BY_CODE
from crisis_center.moments import refuse_future


@action
def raise_problem(
    *, stay: Stay, what: str, side: str, owner: str, by: User, due_on: date | None = None
) -> AcuteProblem:
    """Raises ValidationError by field."""
    row = AcuteProblem(
        stay=stay, what=" ".join(what.split()), side=side, owner=" ".join(owner.split()), noted_by=by,
        **shared_like(stay),
    )  # fmt: skip
    row.due_on = due_on or row.due_on
    row.clean_fields(exclude=[*GIVEN_BY_CODE, "solved_by"])
    row.save()
    return row


@action
def settle_problem(*, problem: AcuteProblem, solved: bool, by: User) -> AcuteProblem:
    """Solved, or not after all."""
    row = AcuteProblem.objects.select_for_update().get(pk=problem.pk)
    if bool(row.solved_at) != solved:
        row.solved_at, row.solved_by = (timezone.now(), by) if solved else (None, None)
        row.save()
    return row


@action
def note_authority_contact(
    *, stay: Stay, whom: str, by: User, spoken_at: datetime | None = None, agreed: str = ""
) -> AuthorityContact:
    """Raises ValidationError by field."""
    row = AuthorityContact(
        stay=stay, whom=" ".join(whom.split()), agreed=" ".join(agreed.split()),
        spoken_at=spoken_at or timezone.now(), noted_by=by, **shared_like(stay),
    )  # fmt: skip
    refuse_future("spoken_at", row.spoken_at)
    row.clean_fields(exclude=GIVEN_BY_CODE)
    row.save()
    return row
