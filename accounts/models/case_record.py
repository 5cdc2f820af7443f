"""What every row of case data carries: its organisation, and at most one other it is shared with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import Organisation
from accounts.policy import Can, Scope, scope_of
from audit import context
from audit.models import Tracked, TrackedManager, TrackedQuerySet

if TYPE_CHECKING:
    from accounts.models.user import User


_UNREAD = object()


class CaseRecordQuerySet(TrackedQuerySet):
    """The one way from a user to rows: `visible_to`. Rooms say what *unit* and *own* mean for their rows."""

    #: The ability that lets one see these rows at all.
    seen_with: Can = Can.SEE_CITIZEN
    #: No row is ever shared with another organisation; a constraint of the model says so too.
    never_shared = False
    #: The other organisation reads these rows and never changes them.
    shared_to_read = False
    #: The date column that says until which day the other organisation reads a row; empty: as long as it is shared.
    shared_until = ""

    def visible_to(self, user: User, *, may: Can | None = None) -> Self:
        """Rows of the user's organisation within the scope that the policy gives for `may` (default: seeing them)."""
        scope = scope_of(user, may or self.seen_with)
        if scope == Scope.NONE or user.membership is None:
            return self.none()
        organisation_id = user.membership.organisation_id
        whose = models.Q(organisation_id=organisation_id)
        if not self.never_shared and (not self.shared_to_read or may in (None, self.seen_with)):
            whose |= self.shared_q(organisation_id)
        mine = self.filter(whose)
        if scope == Scope.ORGANISATION:
            return mine
        if scope == Scope.UNIT:
            return mine.filter(self.unit_q(user))
        return mine.filter(self.own_q(user))

    def shared_q(self, organisation_id: UUID) -> models.Q:
        """Rows of others that this organisation may read today."""
        shared = models.Q(shared_with_id=organisation_id)
        return shared & models.Q(**{f"{self.shared_until}__gte": timezone.localdate()}) if self.shared_until else shared

    def unit_q(self, user: User) -> models.Q:
        return models.Q(unit_id=user.membership.unit_id)

    def own_q(self, user: User) -> models.Q:
        raise TypeError(f"{type(self).__name__} does not say which rows are a user's own.")


class CaseRecord(Tracked):
    """Base of all case data. Row-level security and the organisation triggers are installed for every subclass."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", db_index=False, editable=False, verbose_name=_("organisation")
    )
    shared_with = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        editable=False,
        verbose_name=_("delt med"),
    )

    #: Kept by a house about those who stay there: its changes are not told on the citizen's page of changes, where
    #: everybody reads who may see the citizen.
    inner: ClassVar[bool] = False

    objects = TrackedManager.from_queryset(CaseRecordQuerySet)()

    class Meta(Tracked.Meta):
        abstract = True

    class Privacy:
        technical = ("organisation", "shared_with")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A new row belongs to the organisation one acts in; nobody has to say it, so nobody can say it wrong. Looked
        # up in __dict__: a row read without the column would otherwise ask the database for it.
        if self._state.adding and self.__dict__.get("organisation_id", _UNREAD) is None:
            self.organisation_id = context.current().organisation_id


def shared_like(row: CaseRecord) -> dict[str, Any]:
    """What a new row takes over from the one it hangs on: whose it is and with whom it is shared, whoever writes it."""
    return {"organisation_id": row.organisation_id, "shared_with_id": row.shared_with_id}
