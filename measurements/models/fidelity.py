"""*Modeltro*: how far the model is put into practice, in the project lead's own judgement, in waves (S2 p. 35-40, 77).

The acute crisis centre's *implementeringsbarometer* is asked in the same way, once in a half-year.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.models import TrackedManager


class FidelityWaveQuerySet(CaseRecordQuerySet):
    seen_with = Can.SEE_CASELOAD
    never_shared = True

    def own_q(self, user: User) -> Q:
        return self.unit_q(user)

    def of_unit(self, user: User, instrument: str) -> Self:
        """The waves of the unit the user acts in, the newest first."""
        return self.visible_to(user).filter(instrument=instrument).order_by("-on", "-pk")

    def within(self, first: date, last: date) -> Self:
        return self.filter(on__range=(first, last))


class FidelityWave(CaseRecord):
    """One time the questions are answered. Closed it is locked, and what was wrong is answered anew with a reason."""

    class Instrument(models.TextChoices):
        PROJECT = "project", _("Modeltro på projektniveau")
        BAROMETER = "barometer", _("Implementeringsbarometer")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    instrument = models.CharField(_("skema"), max_length=10, choices=Instrument.choices)
    name = models.CharField(_("navn"), max_length=60)
    #: Of a barometer the first day of its half-year.
    on = models.DateField(_("dato"), default=timezone.localdate)
    closed_at = models.DateTimeField(_("lukket"), null=True, blank=True)
    closed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("lukket af")
    )

    objects = TrackedManager.from_queryset(FidelityWaveQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("måling af modeltro")
        verbose_name_plural = _("målinger af modeltro")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "instrument", "on"],
                name="fidelity_wave_once_a_day",
                violation_error_message=_("Der er allerede en måling med den dato."),
            ),
            models.CheckConstraint(
                name="fidelity_wave_closed_is_whole",
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
            models.CheckConstraint(name="fidelity_wave_stays_at_home", condition=Q(shared_with=None)),
        ]

    class Privacy:
        technical = ("unit", "instrument", "name", "on", "closed_at", "closed_by")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("measurements:wave", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class FidelityAnswerQuerySet(CaseRecordQuerySet):
    seen_with = Can.SEE_CASELOAD
    never_shared = True

    def unit_q(self, user: User) -> Q:
        return Q(wave__unit_id=user.membership.unit_id)

    def own_q(self, user: User) -> Q:
        return self.unit_q(user)

    def of_waves(self, waves: Iterable[FidelityWave]) -> Self:
        """Every answer, in the order in which they were given: the last one of an item counts."""
        return self.filter(wave__in=list(waves)).order_by("answered_at", "pk")


class FidelityAnswer(CaseRecord):
    """What was answered to one question of a wave; a question nobody has answered has no row."""

    wave = models.ForeignKey(FidelityWave, models.PROTECT, related_name="answers", verbose_name=_("måling"))
    #: Stable key of the question (`measurements.fidelity_items`).
    item = models.CharField(_("spørgsmål"), max_length=60)
    #: Empty where an answer was taken back.
    value = models.PositiveSmallIntegerField(_("svar"), null=True, blank=True)
    answered_at = models.DateTimeField(_("svaret"), default=timezone.now)
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("svaret af"))
    #: Only of an answer given after the wave was closed.
    reason = models.CharField(_("hvorfor rettet"), max_length=300, blank=True)

    history_indexes = (("wave", "history_date"),)

    objects = TrackedManager.from_queryset(FidelityAnswerQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("svar om modeltro")
        verbose_name_plural = _("svar om modeltro")
        constraints = [
            models.UniqueConstraint(fields=["wave", "item"], condition=Q(reason=""), name="fidelity_answer_once"),
            models.CheckConstraint(
                name="fidelity_answer_on_the_scale", condition=Q(value=None) | Q(value__range=(0, 5))
            ),
            models.CheckConstraint(name="fidelity_answer_stays_at_home", condition=Q(shared_with=None)),
        ]

    class Privacy:
        technical = ("wave", "item", "value", "answered_at", "answered_by")
        ordinary = ("reason",)

    def __str__(self) -> str:
        return f"{self.item}: {self.value}"
