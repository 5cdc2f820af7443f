"""*Medicinsk delegation*, for one citizen: asked for, given by a doctor, from and to (domain 15)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.models import TrackedManager
from crisis_center.models.of_stay import OfStay
from crisis_center.models.rows import StayChildQuerySet


class MedicalDelegation(OfStay):
    """Home's row, shared with the operator. Without a doctor it is asked for and not given yet."""

    asked_on = models.DateField(_("spurgt"), default=timezone.localdate)
    doctor = models.CharField(_("givet af (lægens navn)"), max_length=160, blank=True)
    from_on = models.DateField(_("gælder fra"), null=True, blank=True)
    to_on = models.DateField(_("gælder til og med"), null=True, blank=True)

    objects = TrackedManager.from_queryset(StayChildQuerySet)()

    class Meta(OfStay.Meta):
        verbose_name = _("medicinsk delegation")
        verbose_name_plural = _("medicinske delegationer")
        constraints = [
            models.CheckConstraint(
                name="delegation_given_is_whole",
                condition=Q(doctor="", from_on=None, to_on=None) | Q(from_on__isnull=False) & ~Q(doctor=""),
                violation_error_message=_("Skriv lægens navn, og hvornår delegationen gælder fra."),
            ),
            models.CheckConstraint(
                name="delegation_ends_after_start",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("Delegationen slutter, før den begynder."),
            ),
        ]

    class Privacy:
        technical = ("doctor",)
        ordinary = ("asked_on", "from_on", "to_on")

    def __str__(self) -> str:
        return self.doctor or str(_("Spurgt om medicinsk delegation"))
