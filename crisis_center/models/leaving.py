"""*Udslusning* (S4 5.3.2, SEL § 107): what may become hard at home, and the municipality's decision to end a stay."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from audit.models import TrackedManager
from crisis_center.models.rows import StayChildQuerySet
from crisis_center.models.stay import Stay


class HardTimesPlan(CaseRecord):
    """What may become hard again, and what the citizen does then, in the citizen's words. One for a stay."""

    stay = models.OneToOneField(Stay, models.PROTECT, related_name="hard_times", verbose_name=_("ophold"))
    risk = models.TextField(_("hvad kan gøre det svært igen"), max_length=1000, blank=True)
    plan = models.TextField(_("hvad vil borgeren gøre"), max_length=1000, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))
    written_at = models.DateTimeField(_("skrevet"), default=timezone.now)

    history_indexes = (("stay", "history_date"),)

    objects = TrackedManager.from_queryset(StayChildQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("plan, hvis det bliver svært igen")
        verbose_name_plural = _("planer, hvis det bliver svært igen")
        constraints = [
            models.CheckConstraint(name="hard_times_says_something", condition=~Q(risk="", plan="")),
        ]

    class Privacy:
        technical = ("stay", "written_by", "written_at")
        special = ("risk", "plan")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class MunicipalDischarge(CaseRecord):
    """SEL § 107: the municipality ends the stay, and a professional has confirmed each condition (domain 11, L-09)."""

    CONDITIONS = ("other_home", "support_ready", "citizen_heard")

    stay = models.OneToOneField(Stay, models.PROTECT, related_name="discharge", verbose_name=_("ophold"))
    other_home = models.BooleanField(_("Der er en anden bolig eller et andet tilbud, og det er klar"))
    support_ready = models.BooleanField(_("Den støtte, borgeren skal have dér, er bevilget og klar"))
    citizen_heard = models.BooleanField(_("Borgeren er hørt, og handleplanen efter SEL § 141 er gennemgået"))
    reason = models.TextField(_("begrundelse"), max_length=1000)
    appeal_told = models.BooleanField(_("klagevejledning givet"))
    decided_at = models.DateTimeField(_("afgjort"), default=timezone.now)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("afgjort af"))

    history_indexes = (("stay", "history_date"),)

    objects = TrackedManager.from_queryset(StayChildQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("kommunens afgørelse om udskrivning")
        verbose_name_plural = _("kommunens afgørelser om udskrivning")
        constraints = [
            models.CheckConstraint(
                name="municipal_discharge_conditions_met",
                condition=Q(other_home=True, support_ready=True, citizen_heard=True, appeal_told=True) & ~Q(reason=""),
                violation_error_message=_("Kommunen kan kun udskrive, når alle betingelser er opfyldt."),
            ),
        ]

    class Privacy:
        technical = ("stay", "appeal_told", "decided_by")
        ordinary = ("decided_at",)
        special = ("other_home", "support_ready", "citizen_heard", "reason")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
