"""*Vejledt og rådgivet*: short help to somebody the outreach is not meant for (S2 p. 53)."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord
from audit.models import TrackedManager
from cases.models import Case
from cases.models.case import CaseChildQuerySet


class Guidance(CaseRecord):
    """One kind of help on one day."""

    class Kind(models.TextChoices):
        KEEP_TREATMENT = "keep_treatment", _("Fastholde kontakten til den behandling, der er i gang")
        KEEP_APPOINTMENTS = "keep_appointments", _("Overholde aftaler med behandleren")
        ATTEND = "attend", _("Praktisk støtte til at møde op")
        SUPPORT_PERSON = (
            "support_person",
            _("Genetablere eller fastholde kontakt til bostøtte, støttekontaktperson eller sagsbehandler"),
        )
        NEARLY_LOST = "nearly_lost", _("Kortvarig støtte, fordi borgeren var tæt på at slippe behandlingen")

    case = models.ForeignKey(Case, models.PROTECT, related_name="guidance", db_index=False, verbose_name=_("forløb"))
    kind = models.CharField(_("hvilken hjælp"), max_length=20, choices=Kind.choices)
    given_on = models.DateField(_("givet den"), default=timezone.localdate)
    note = models.CharField(_("bemærkning"), max_length=300, blank=True)

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(CaseChildQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("vejledning")
        verbose_name_plural = _("vejledninger")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "given_on"],
                name="guidance_once_a_day",
                violation_error_message=_("Den hjælp står der allerede på den dag."),
            ),
        ]

    class Privacy:
        technical = ("case",)
        special = ("kind", "given_on", "note")

    def __str__(self) -> str:
        return str(self.get_kind_display())
