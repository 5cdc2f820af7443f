"""A worker is away: who stands in, and until when."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.models import TrackedManager


class AbsenceQuerySet(CaseRecordQuerySet):
    seen_with = Can.SEE_CASELOAD

    def own_q(self, user: User) -> Q:
        return Q(user=user)

    def current(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(from_on__lte=day, to_on__gte=day)

    def not_over(self, on: date | None = None) -> Self:
        """Those that hold on `on` (today) or begin later."""
        return self.filter(to_on__gte=on or timezone.localdate())


class Absence(CaseRecord):
    """Holiday, course or illness: the reason is nobody's business here, so it is not asked for."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    user = models.ForeignKey(User, models.PROTECT, related_name="absences", verbose_name=_("medarbejder"))
    from_on = models.DateField(_("væk fra"))
    to_on = models.DateField(_("til og med"))

    objects = TrackedManager.from_queryset(AbsenceQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("fravær")
        verbose_name_plural = _("fravær")
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_start",
                condition=Q(to_on__gte=models.F("from_on")),
                violation_error_message=_("Sidste dag ligger før den første."),
            )
        ]
        indexes = [models.Index(fields=["organisation", "unit", "to_on"], name="absence_of_unit")]

    class Privacy:
        technical = ("unit", "user", "from_on", "to_on")

    def __str__(self) -> str:
        return f"{self.user}, {self.from_on:%d.%m.%Y}–{self.to_on:%d.%m.%Y}"
