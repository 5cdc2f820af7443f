"""Which conversation techniques the worker used in the motivation work with one citizen (S2 p. 43, 77).

Asked once for each course, when the motivation work has ended: never at a contact.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from audit.models import TrackedManager
from cases.models import Case
from cases.models.case import CaseChildQuerySet


class Degree(models.TextChoices):
    """In the survey's order and words. *Ikke aktuelt* is an answer, not a missing one."""

    HIGH = "high", _("I høj grad")
    LESS = "less", _("I mindre grad")
    NOT_AT_ALL = "not_at_all", _("Slet ikke")
    NOT_RELEVANT = "not_relevant", _("Ikke aktuelt pga. borgerens situation")


#: Fields of the row, in the order of the survey's nine items.
TECHNIQUES = (
    "open_questions", "change_talk", "reflection", "exceptions", "scaling", "differences", "coping", "miracle", "goals",
)  # fmt: skip


def _degree(label: Any) -> models.CharField:
    return models.CharField(label, max_length=12, choices=Degree.choices, blank=True)


class TechniqueUse(CaseRecord):
    """Nine answers about one course, each of which may stay open."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="technique_use", verbose_name=_("forløb"))
    open_questions = _degree(_("åbne spørgsmål"))
    change_talk = _degree(_("åbne spørgsmål til fremme af forandringsudsagn"))
    reflection = _degree(_("spejling"))
    exceptions = _degree(_("LØFT spørgsmål til undtagelser"))
    scaling = _degree(_("LØFT skalaspørgsmål"))
    differences = _degree(_("LØFT spørgsmål til forskelle"))
    coping = _degree(_("LØFT Coping spørgsmål"))
    miracle = _degree(_("LØFT Mirakelspørgsmål"))
    goals = _degree(_("LØFT spørgsmål til at arbejde med mål"))
    #: Why nobody can say: whoever knew has left. Without it a form without answers would be asked again and again.
    left_open = models.CharField(_("hvorfor det ikke kan besvares"), max_length=200, blank=True)
    answered_on = models.DateField(_("besvaret"), default=timezone.localdate)
    answered_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("besvaret af")
    )

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(CaseChildQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("brug af samtaleteknikker")
        verbose_name_plural = _("brug af samtaleteknikker")
        constraints = [
            models.CheckConstraint(
                name="technique_use_says_something",
                condition=~Q(left_open="", **dict.fromkeys(TECHNIQUES, "")),
                violation_error_message=_("Svar på mindst ét, eller skriv, hvorfor det ikke kan besvares."),
            )
        ]
        indexes = [models.Index(fields=["organisation", "answered_on"], name="technique_use_of_period")]

    class Privacy:
        technical = ("case", "answered_on", "answered_by")
        special = (*TECHNIQUES, "left_open")

    def __str__(self) -> str:
        return f"{self.answered_on:%d.%m.%Y}"

    @property
    def answered(self) -> int:
        return sum(getattr(self, name) != "" for name in TECHNIQUES)
