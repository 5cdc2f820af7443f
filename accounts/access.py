"""Load and authorise in one call, so that nobody can have the object without the check."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import CaseRecord, CaseRecordQuerySet
from accounts.policy import Can, may, why_not

if TYPE_CHECKING:
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
    queryset = rows if isinstance(rows, CaseRecordQuerySet) else rows.objects.all()
    record = queryset.visible_to(user).filter(pk=pk).first()
    if record is None:
        raise Http404
    return allowed(record, user, may)


def allowed(record: Record, user: User, may: Can | None) -> Record:
    """The row, which the user sees. Raises NotAllowed when `may` does not reach it."""
    rows: CaseRecordQuerySet = type(record).objects.all()
    if may and may != rows.seen_with and not rows.visible_to(user, may=may).filter(pk=record.pk).exists():
        raise NotAllowed(why_not(may), record)
    return record
