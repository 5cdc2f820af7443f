"""*Indlagt andetsteds*: hospital, psychiatry or prison. The discharge must not come as a surprise (S2 p. 49-50)."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord
from audit.models import TrackedManager
from cases.models.citizen import Citizen, CitizenChildQuerySet
from cases.models.task import Task


class AdmissionQuerySet(CitizenChildQuerySet):
    def current(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), since__lte=day)


class Admission(CaseRecord):
    """From the day the citizen came in to the day they came out; the expected discharge is a task."""

    class Kind(models.TextChoices):
        HOSPITAL = "hospital", _("Sygehus")
        PSYCHIATRY = "psychiatry", _("Psykiatrisk afdeling")
        PRISON = "prison", _("Arrest eller fængsel")
        TREATMENT = "treatment", _("Døgnbehandling")
        OTHER = "other", _("Andet sted")

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="admissions", verbose_name=_("borger"))
    kind = models.CharField(_("hvor"), max_length=10, choices=Kind.choices)
    ward = models.CharField(_("afdeling eller sted"), max_length=120, blank=True)
    since = models.DateField(_("siden"))
    expected_on = models.DateField(_("ventes udskrevet"), null=True, blank=True)
    #: What is agreed before the discharge: who fetches, where to.
    plan = models.CharField(_("plan før udskrivning"), max_length=500, blank=True)
    task = models.OneToOneField(
        Task, models.PROTECT, null=True, blank=True, related_name="admission", verbose_name=_("opgave")
    )
    ended_on = models.DateField(_("udskrevet"), null=True, blank=True)

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(AdmissionQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("indlæggelse")
        verbose_name_plural = _("indlæggelser")
        constraints = [
            models.UniqueConstraint(
                fields=["citizen"],
                condition=Q(ended_on=None),
                name="admission_open_once",
                violation_error_message=_("Borgeren er allerede skrevet som indlagt."),
            ),
            models.CheckConstraint(
                name="admission_ends_after_start",
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("since")),
                violation_error_message=_("Udskrivningen ligger før indlæggelsen."),
            ),
            models.CheckConstraint(
                name="admission_expected_after_start",
                condition=Q(expected_on=None) | Q(expected_on__gte=models.F("since")),
                violation_error_message=_("Den ventede udskrivning ligger før indlæggelsen."),
            ),
        ]

    class Privacy:
        technical = ("citizen", "task")
        special = ("kind", "ward", "since", "expected_on", "plan", "ended_on")

    def __str__(self) -> str:
        return ", ".join(part for part in (str(self.get_kind_display()), self.ward) if part)
