"""A pathway's steps as they were really taken: started, ended, skipped, again."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Case as Switch
from django.db.models import Q, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord
from audit.models import TrackedManager
from cases.models.case import Case, CaseChildQuerySet


class StepRunQuerySet(CaseChildQuerySet):
    def going(self) -> Self:
        return self.filter(started_at__isnull=False, ended_at=None)

    def deciding_first(self) -> Self:
        """Ordered so that the first one says in which phase its course is (see `CaseQuerySet.with_phase_step`)."""
        return self.order_by(
            Switch(When(started_at__isnull=False, ended_at=None, then=0), default=1),
            Coalesce("ended_at", "skipped_at", "started_at").desc(),
            "-pk",
        )


class StepRun(CaseRecord):
    """One go at one step. The same step may be taken again; the order is never enforced."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps", db_index=False, verbose_name=_("forløb"))
    #: Stable key of the step in the case's pathway, e.g. "contact.first_contact".
    step = models.CharField(_("trin"), max_length=60)
    started_at = models.DateTimeField(_("begyndt"), null=True, blank=True)
    ended_at = models.DateTimeField(_("afsluttet"), null=True, blank=True)
    skipped_at = models.DateTimeField(_("sprunget over"), null=True, blank=True)
    skip_reason = models.CharField(_("hvorfor"), max_length=200, blank=True)

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(StepRunQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("trin")
        verbose_name_plural = _("trin")
        constraints = [
            models.CheckConstraint(
                name="step_started_or_skipped",
                condition=Q(started_at__isnull=False, skipped_at=None, skip_reason="")
                | Q(started_at=None, ended_at=None, skipped_at__isnull=False) & ~Q(skip_reason=""),
                violation_error_message=_("Skriv kort, hvorfor trinnet springes over."),
            ),
            models.CheckConstraint(
                name="step_ends_after_start",
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("started_at")),
                violation_error_message=_("Trinnet kan ikke slutte, før det er begyndt."),
            ),
            models.UniqueConstraint(
                fields=["case", "step"], condition=Q(ended_at=None, skipped_at=None), name="step_going_once"
            ),
        ]
        indexes = [models.Index(fields=["case", "-started_at"], name="step_of_case")]

    class Privacy:
        technical = ("case", "step")
        ordinary = ("started_at", "ended_at", "skipped_at")
        special = ("skip_reason",)

    def __str__(self) -> str:
        from cases.pathway import step

        return str(step(self.step).title)

    @property
    def at(self):
        return self.started_at or self.skipped_at or timezone.now()
