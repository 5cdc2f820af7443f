"""*Akutte hensyn*: what everybody on duty must know before they open the door (domain 15)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.models import TrackedManager
from crisis_center.models.of_stay import OfStay
from crisis_center.models.rows import StayChildQuerySet


class StayAlertQuerySet(StayChildQuerySet):
    def current(self) -> Self:
        return self.filter(ended_at=None)


class StayAlert(OfStay):
    """Home's row, shared with the operator. No health note: whoever is on duty reads it."""

    class Kind(models.TextChoices):
        ALLERGY = "allergy", _("Allergi")
        SEIZURES = "seizures", _("Kramper")
        OVERDOSE = "overdose", _("Overdosis")
        SUICIDE = "suicide", _("Selvmordsfare")
        OTHER = "other", _("Andet")

    kind = models.CharField(_("hvad"), max_length=12, choices=Kind.choices)
    words = models.CharField(_("hvad skal man vide og gøre"), max_length=300)
    since_on = models.DateField(_("siden"), default=timezone.localdate)
    ended_at = models.DateTimeField(_("gælder ikke mere"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("afsluttet af")
    )

    objects = TrackedManager.from_queryset(StayAlertQuerySet)()

    class Meta(OfStay.Meta):
        verbose_name = _("akut hensyn")
        verbose_name_plural = _("akutte hensyn")
        constraints = [
            models.CheckConstraint(
                name="stay_alert_ended_is_whole",
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
            )
        ]

    class Privacy:
        technical = ("ended_by",)
        ordinary = ("since_on", "ended_at")
        special = ("kind", "words")

    def __str__(self) -> str:
        return str(self.get_kind_display())
