"""*Vagtoverlevering*: what the next shift must know, and who has read it. The centre's own."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from audit.models import TrackedManager
from crisis_center.models.centre import Centre
from crisis_center.models.note import Shift
from crisis_center.models.rows import OfCentreQuerySet


class ShiftHandover(CaseRecord):
    """Of the whole house. Who is to be watched are the marks on the stays themselves."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="handovers", verbose_name=_("center"))
    shift = models.CharField(_("fra vagten"), max_length=8, choices=Shift.choices)
    text = models.TextField(_("hvad skal næste vagt vide"), max_length=4000)
    noted_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))

    objects = TrackedManager.from_queryset(OfCentreQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("vagtoverlevering")
        verbose_name_plural = _("vagtoverleveringer")
        constraints = [
            models.CheckConstraint(name="shift_handover_never_shared", condition=models.Q(shared_with__isnull=True))
        ]
        indexes = [models.Index(fields=["centre", "-noted_at"], name="handovers_of_centre")]

    class Privacy:
        technical = ("centre", "shift", "noted_at", "noted_by")
        special = ("text",)

    def __str__(self) -> str:
        return str(self.get_shift_display())


class HandoverReadQuerySet(OfCentreQuerySet):
    centre_path = "handover__centre__"


class HandoverRead(CaseRecord):
    """Somebody of the next shift has read it."""

    handover = models.ForeignKey(ShiftHandover, models.PROTECT, related_name="reads", verbose_name=_("overlevering"))
    reader = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("læst af"))
    read_at = models.DateTimeField(_("læst"), default=timezone.now)

    objects = TrackedManager.from_queryset(HandoverReadQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("læst overlevering")
        verbose_name_plural = _("læste overleveringer")
        constraints = [
            models.UniqueConstraint(fields=["handover", "reader"], name="shift_handover_read_once"),
            models.CheckConstraint(
                name="shift_handover_read_never_shared", condition=models.Q(shared_with__isnull=True)
            ),
        ]

    class Privacy:
        technical = ("handover", "reader", "read_at")

    def __str__(self) -> str:
        return str(self.reader)
