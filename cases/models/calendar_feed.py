"""The secret address under which somebody's telephone reads their own calendar. Only a digest of the secret is kept."""

from __future__ import annotations

import hashlib

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.models import TrackedManager


def digest(secret: str) -> str:
    """The secret has 256 bits of chance: nobody finds it from its digest, so it needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


class CalendarFeedQuerySet(CaseRecordQuerySet):
    seen_with = Can.MANAGE_TASK

    def unit_q(self, user: User) -> Q:
        """Nobody's but one's own, however far the role reaches."""
        return self.own_q(user)

    def own_q(self, user: User) -> Q:
        return Q(user=user, unit_id=user.membership.unit_id)

    def open(self) -> CalendarFeedQuerySet:
        return self.filter(closed_at=None)


class CalendarFeed(CaseRecord):
    """Holds as long as the person works in the unit; in another unit one makes another."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("medarbejder"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    secret_digest = models.CharField(_("hemmelig adresse"), max_length=64, editable=False)
    opened_at = models.DateTimeField(_("lavet"), default=timezone.now)
    closed_at = models.DateTimeField(_("lukket"), null=True, blank=True)

    history_indexes = (("user", "history_date"),)

    objects = TrackedManager.from_queryset(CalendarFeedQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("kalenderabonnement")
        verbose_name_plural = _("kalenderabonnementer")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit"], condition=Q(closed_at=None), name="calendar_feed_open_once"
            ),
            models.CheckConstraint(
                name="calendar_feed_closes_after_opening",
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
            ),
        ]

    class Privacy:
        technical = ("user", "unit", "secret_digest", "opened_at", "closed_at")

    def __str__(self) -> str:
        return f"{timezone.localtime(self.opened_at):%d.%m.%Y}"
