"""Fremmøde: whether the citizen came, one row a day for each chosen offer. Evaluations count it (S3 P2)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord
from audit.models import TrackedManager
from cases.models.chosen_block import ChosenBlock, OfChoiceQuerySet


class Attendance(CaseRecord):
    class How(models.TextChoices):
        CAME = "came", _("Kom")
        MISSED = "missed", _("Kom ikke")
        CALLED_OFF = "called_off", _("Meldte afbud")

    chosen = models.ForeignKey(
        ChosenBlock, models.PROTECT, related_name="attendance", db_index=False, verbose_name=_("valgt tilbud")
    )
    held_on = models.DateField(_("dag"))
    how = models.CharField(_("fremmøde"), max_length=10, choices=How.choices)

    history_indexes = (("chosen", "history_date"),)

    objects = TrackedManager.from_queryset(OfChoiceQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("fremmøde")
        verbose_name_plural = _("fremmøde")
        constraints = [
            models.UniqueConstraint(fields=["chosen", "held_on"], name="attendance_once_a_day"),
            models.CheckConstraint(name="attendance_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("chosen",)
        special = ("held_on", "how")

    def __str__(self) -> str:
        return f"{self.held_on:%d.%m.%Y} {self.get_how_display()}"
