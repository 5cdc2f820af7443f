"""What of the planning's checklists is done in a unit. The wording stands where all checklists do."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.models import TrackedManager


class PlanningMarkQuerySet(CaseRecordQuerySet):
    seen_with = Can.MANAGE_PLACES

    def own_q(self, user: User) -> models.Q:
        return self.unit_q(user)


class PlanningMark(CaseRecord):
    """One point of one list, done or not. Its key means the same in every version of the wording."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    step = models.CharField(_("tjekliste"), max_length=60)
    key = models.CharField(_("punkt"), max_length=40)
    ticked = models.BooleanField(_("gjort"), default=True)
    ticked_at = models.DateTimeField(_("hvornår"), default=timezone.now)
    ticked_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("hvem"))

    objects = TrackedManager.from_queryset(PlanningMarkQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("afkrydsning i planlægningen")
        verbose_name_plural = _("afkrydsninger i planlægningen")
        constraints = [models.UniqueConstraint(fields=["unit", "step", "key"], name="planning_mark_once")]

    class Privacy:
        technical = ("unit", "step", "key", "ticked", "ticked_at", "ticked_by")

    def __str__(self) -> str:
        return f"{self.step}: {self.key}"
