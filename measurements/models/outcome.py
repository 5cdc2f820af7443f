"""*Udfald* of a treatment that has ended, in the three groups of the national statistics.

Asked once, when it ends, and only where the end itself does not tell it (`measurements.smdb.endings`).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from audit.models import TrackedManager
from cases.models import Case, CasePeriod
from cases.models.case import CaseChildQuerySet


class TreatmentOutcome(CaseRecord):
    class Outcome(models.TextChoices):
        """The groups of the published statistics (domain §10.3)."""

        DRUG_FREE = "drug_free", _("Stoffri")
        REDUCED = "reduced", _("Reduceret og stabiliseret forbrug")
        OTHER = "other", _("Andet")

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="treatment_outcomes", db_index=False, verbose_name=_("forløb")
    )
    period = models.OneToOneField(
        CasePeriod, models.PROTECT, related_name="treatment_outcome", verbose_name=_("periode")
    )
    outcome = models.CharField(_("udfald"), max_length=10, choices=Outcome.choices)
    said_on = models.DateField(_("skrevet den"), default=timezone.localdate)
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(CaseChildQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("udfald af behandling")
        verbose_name_plural = _("udfald af behandling")
        constraints = [
            models.CheckConstraint(
                name="treatment_outcome_is_known", condition=Q(outcome__in=["drug_free", "reduced", "other"])
            )
        ]
        indexes = [models.Index(fields=["case"], name="treatment_outcome_of_case")]

    class Privacy:
        technical = ("case", "period", "said_on", "said_by")
        special = ("outcome",)

    def __str__(self) -> str:
        return str(self.get_outcome_display())
