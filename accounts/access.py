"""Load and authorise in one call, so that nobody can have the object without the check."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import CaseRecord, CaseRecordQuerySet
from accounts.policy import Can, Scope, may, scope_of, why_not
from accounts.prepared import prepared

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User

Record = TypeVar("Record", bound=CaseRecord)


class NotAllowed(PermissionDenied):
    """A 403 with the reason in the reader's language, and what it was about (for the access log)."""

    def __init__(self, reason: str, record: CaseRecord | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.record = record


def require(user: User, ability: Can) -> None:
    """Raises NotAllowed when the user's role does not hold `ability` at all."""
    if not may(user, ability):
        raise NotAllowed(why_not(ability))


def get_or_404(
    rows: type[Record] | CaseRecordQuerySet, pk: UUID | str, user: User, *, may: Can | None = None
) -> Record:
    """The row `pk`, if the user may do `may` with it.

    Raises Http404 when the row is outside what the user can see, NotAllowed when it is seen but `may` does not reach.
    """
    found: list[Record]
    if isinstance(rows, CaseRecordQuerySet):
        found = list(rows.visible_to(user).filter(pk=pk)[:1])
    else:
        found = _seen(user, model=rows, pk=pk if isinstance(pk, UUID) else UUID(pk))
    if not found:
        raise Http404
    return allowed(found[0], user, may)


def allowed(record: Record, user: User, may: Can | None) -> Record:
    """The row, which the user sees. Raises NotAllowed when `may` does not reach it."""
    rows: CaseRecordQuerySet = type(record).objects.all()
    if may and may != rows.seen_with:
        reaches = scope_of(user, may) != Scope.NONE and _reached(user, model=type(record), pk=record.pk, ability=may)
        if not reaches:
            raise NotAllowed(why_not(may), record)
    return record


@prepared
def _seen(user: User, model: type[Record], pk: UUID) -> QuerySet:
    return model.objects.visible_to(user).filter(pk=pk)


@prepared
def _reached(user: User, model: type[Record], pk: UUID, ability: Can) -> QuerySet:
    return model.objects.visible_to(user, may=ability).filter(pk=pk).values_list("pk")
