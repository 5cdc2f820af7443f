"""How a citizen is reached: where and when best met, and with whom we may speak."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord
from audit.encryption import EncryptedTextField
from audit.models import TrackedManager
from cases.models.citizen import Citizen, CitizenChildQuerySet
from directory.models import Place


class BestMet(CaseRecord):
    """*Bedst at træffe*: place, weekday, days of the month (money lasts the first two or three days, S2 p. 24)."""

    class Weekday(models.IntegerChoices):
        MONDAY = 1, _("mandag")
        TUESDAY = 2, _("tirsdag")
        WEDNESDAY = 3, _("onsdag")
        THURSDAY = 4, _("torsdag")
        FRIDAY = 5, _("fredag")
        SATURDAY = 6, _("lørdag")
        SUNDAY = 7, _("søndag")

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="best_met", verbose_name=_("borger"))
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("sted")
    )
    weekday = models.PositiveSmallIntegerField(_("ugedag"), choices=Weekday.choices, null=True, blank=True)
    day_of_month = models.PositiveSmallIntegerField(
        _("dag i måneden"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    note = models.CharField(_("hvornår og hvordan"), max_length=120, blank=True)

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(CitizenChildQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("bedst at træffe")
        verbose_name_plural = _("bedst at træffe")

    class Privacy:
        technical = ("citizen",)
        ordinary = ("place", "weekday", "day_of_month", "note")

    def __str__(self) -> str:
        parts = [str(self.place) if self.place_id else "", self.get_weekday_display() if self.weekday else ""]
        if self.day_of_month:
            parts.append(str(_("den %(day)s. i måneden")) % {"day": self.day_of_month})
        return ", ".join(part for part in [*parts, self.note] if part)


class SpeaksFor(CaseRecord):
    """Whom we may speak with about the citizen: family, support contact person, own doctor; only when agreed."""

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="speaks_for", verbose_name=_("borger"))
    name = models.CharField(_("navn"), max_length=120)
    relation = models.CharField(_("hvem er det"), max_length=80, help_text=_("Fx søster, SKP, egen læge."))
    phone = EncryptedTextField(_("telefon"), null=True, blank=True)
    agreed_on = models.DateField(_("borgeren sagde ja den"))
    ended_on = models.DateField(_("gælder ikke mere fra"), null=True, blank=True)

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(CitizenChildQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("må tale med")
        verbose_name_plural = _("må tale med")
        constraints = [
            models.CheckConstraint(
                name="speaks_for_ends_after_start",
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("agreed_on")),
                violation_error_message=_("Dagen ligger før den dag, borgeren sagde ja."),
            )
        ]

    class Privacy:
        technical = ("citizen",)
        ordinary = ("name", "relation", "phone", "agreed_on", "ended_on")

    def __str__(self) -> str:
        return f"{self.name} ({self.relation})"
