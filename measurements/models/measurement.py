"""*Måling*: what a citizen answered on one occasion, together with a worker (S2 p. 20, 53, 56, 78).

Answers are kept together, because they were given together: one row is one sitting, and its history is whole. What was
not answered says why. Once ended a measurement is locked; a correction is a new one that takes its place.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from accounts.policy import Can
from audit.models import TrackedManager
from cases.models import Case
from cases.models.case import CaseChildQuerySet
from measurements.models.instrument import InstrumentVersion


class Occasion(models.TextChoices):
    BEFORE = "before", _("Før")
    AFTER = "after", _("Efter")
    OTHER = "other", _("Undervejs")


class Open(models.TextChoices):
    """Why a question, or the whole, stands open. Missing is normal, and is seen (S2 p. 78)."""

    NOT_WISHED = "not_wished", _("Ønskede ikke")
    NOT_MET = "not_met", _("Ikke mødt")
    NOT_RELEVANT = "not_relevant", _("Ikke aktuelt")
    OTHER = "other", _("Andet")


class MeasurementQuerySet(CaseChildQuerySet):
    #: Drugs and health of a person.
    seen_with = Can.READ_UNIT_NOTES
    never_shared = True

    def current(self) -> Self:
        """Without those that a correction has replaced."""
        return self.filter(replaced_at=None)

    def answered(self) -> Self:
        return self.current().filter(ended_at__isnull=False, missing="")


class Measurement(CaseRecord):
    """One sitting, or with `missing` that there was none and why. `answers` and `open` by the items' keys."""

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="measurements", db_index=False, verbose_name=_("forløb")
    )
    version = models.ForeignKey(
        InstrumentVersion, models.PROTECT, related_name="measurements", verbose_name=_("måleredskab")
    )
    #: The version's key: what pairs and constraints hold together, across versions.
    instrument = models.CharField(_("redskab"), max_length=40)
    occasion = models.CharField(_("lejlighed"), max_length=6, choices=Occasion.choices)
    answered_on = models.DateField(_("svaret"), default=timezone.localdate)
    answers = models.JSONField(_("svar"), default=dict, blank=True)
    open = models.JSONField(_("ikke svaret"), default=dict, blank=True)
    missing = models.CharField(_("hvorfor ikke"), max_length=12, choices=Open.choices, blank=True)
    missing_words = models.CharField(_("med egne ord"), max_length=200, blank=True)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("spurgt af"))
    noted_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("afsluttet"), null=True, blank=True)
    replaced_at = models.DateTimeField(_("rettet"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("i stedet for")
    )
    correction_reason = models.CharField(_("hvorfor rettet"), max_length=200, blank=True)

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(MeasurementQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("måling")
        verbose_name_plural = _("målinger")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "instrument", "occasion"],
                condition=Q(replaced_at=None) & ~Q(occasion="other"),
                name="measurement_once_an_occasion",
                violation_error_message=_("Målingen er der allerede. Åbn den, og ret den i stedet."),
            ),
            models.CheckConstraint(name="measurement_never_shared", condition=Q(shared_with__isnull=True)),
            models.CheckConstraint(
                name="measurement_missing_is_ended", condition=Q(missing="") | Q(ended_at__isnull=False)
            ),
            models.CheckConstraint(
                name="measurement_only_ended_is_replaced",
                condition=Q(replaced_at=None) | Q(ended_at__isnull=False, replaced_at__gte=F("ended_at")),
            ),
            models.CheckConstraint(
                name="measurement_correction_has_reason",
                condition=Q(replaces=None, correction_reason="") | Q(replaces__isnull=False) & ~Q(correction_reason=""),
                violation_error_message=_("Skriv, hvorfor svarene rettes."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "instrument", "occasion", "answered_on"],
                condition=Q(replaced_at=None),
                name="measurements_counted",
            ),
            models.Index(fields=["case", "-answered_on"], name="measurements_of_case"),
        ]

    class Privacy:
        technical = (
            "case", "version", "instrument", "occasion", "begun_by", "noted_at", "ended_at", "replaced_at", "replaces",
        )  # fmt: skip
        ordinary = ("answered_on",)
        special = ("answers", "open", "missing", "missing_words", "correction_reason")

    def __str__(self) -> str:
        return f"{self.version}, {self.get_occasion_display()}"

    def get_absolute_url(self) -> str:
        return reverse("measurements:measurement", args=[self.pk])

    @property
    def is_locked(self) -> bool:
        return self.ended_at is not None

    @property
    def unanswered(self) -> list[str]:
        """Keys of questions without an answer, in their order."""
        return [key for key in self.version.items if key not in self.answers]
