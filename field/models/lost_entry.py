"""A number that was made on a tablet, does not wait there and never came: provably lost, until somebody knows what it
was."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.models import TrackedManager
from field.models.device import DeviceUser


class LostEntryQuerySet(CaseRecordQuerySet):
    seen_with = Can.USE_FIELD
    never_shared = True

    def own_q(self, user: User) -> Q:
        return Q(device_user__user=user)

    def missing(self) -> Self:
        """Still lost, and nobody has said what became of it."""
        return self.filter(found_at=None, seen_at=None)


class LostEntry(CaseRecord):
    """One number of one person on one tablet."""

    device_user = models.ForeignKey(DeviceUser, models.PROTECT, related_name="lost", verbose_name=_("fra"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    number = models.PositiveIntegerField(_("nummer"))
    #: When the tablet first told of a later number without having this one.
    missed_at = models.DateTimeField(_("savnet første gang"), default=timezone.now)
    #: It came after all, or lies on the tablet again.
    found_at = models.DateTimeField(_("dukket op"), null=True, blank=True)
    #: Somebody has asked the worker, and knows what became of it.
    seen_at = models.DateTimeField(_("afklaret"), null=True, blank=True)
    seen_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("afklaret af")
    )
    note = models.CharField(_("hvad blev der af det"), max_length=300, blank=True)

    objects = TrackedManager.from_queryset(LostEntryQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("mistet indtastning")
        verbose_name_plural = _("mistede indtastninger")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["device_user", "number"], name="lost_entry_number_once"),
            models.CheckConstraint(name="lost_entry_never_shared", condition=Q(shared_with=None)),
            models.CheckConstraint(
                name="lost_entry_seen_whole",
                condition=Q(seen_at=None, seen_by=None, note="")
                | (~Q(note="") & Q(seen_at__isnull=False, seen_by__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "missed_at"], name="lost_entry_missing", condition=Q(found_at=None, seen_at=None)
            ),
        ]

    class Privacy:
        technical = ("device_user", "unit", "number", "missed_at", "found_at", "seen_at", "seen_by")
        ordinary = ("note",)

    def __str__(self) -> str:
        return f"{self.device_user} {self.number}"
