"""What a worker noticed on the way: optional and dated. Going backwards is normal (S2 p. 34, 42-44, 52)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from audit.models import TrackedManager
from cases.models import Case
from cases.models.case import CaseChildQuerySet
from cases.models.change_cycle import ChangeStage


class Observation(CaseRecord):
    """Where the citizen is in the change cycle, the alliance, own words, a small step: one of them is enough."""

    Stage = ChangeStage

    class Rating(models.IntegerChoices):
        """The worker's own."""

        NOT_YET = 1, _("Ikke endnu")
        BEGUN = 2, _("Så småt")
        MOSTLY = 3, _("For det meste")
        FULLY = 4, _("I høj grad")

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="observations", db_index=False, verbose_name=_("forløb")
    )
    observed_on = models.DateField(_("hvornår"), default=timezone.localdate)
    observed_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af")
    )
    stage = models.CharField(_("trin i forandringscirklen"), max_length=20, choices=Stage.choices, blank=True)
    goal = models.PositiveSmallIntegerField(_("enige om mål og mening"), choices=Rating.choices, null=True, blank=True)
    method = models.PositiveSmallIntegerField(_("enige om metoder"), choices=Rating.choices, null=True, blank=True)
    bond = models.PositiveSmallIntegerField(_("båndet holder"), choices=Rating.choices, null=True, blank=True)
    citizens_words = models.TextField(_("borgerens egne ord"), max_length=1000, blank=True)
    small_step = models.CharField(_("et lille skridt"), max_length=300, blank=True)

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(CaseChildQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("observation")
        verbose_name_plural = _("observationer")
        constraints = [
            models.CheckConstraint(
                name="observation_says_something",
                condition=~Q(stage="", goal=None, method=None, bond=None, citizens_words="", small_step=""),
                violation_error_message=_("Skriv eller vælg mindst én ting."),
            ),
            models.CheckConstraint(
                name="observation_ratings_are_on_the_scale",
                condition=(Q(goal=None) | Q(goal__range=(1, 4)))
                & (Q(method=None) | Q(method__range=(1, 4)))
                & (Q(bond=None) | Q(bond__range=(1, 4))),
            ),
        ]
        indexes = [models.Index(fields=["case", "observed_on"], name="observation_of_case")]

    class Privacy:
        technical = ("case", "observed_by")
        ordinary = ("observed_on",)
        special = ("stage", "goal", "method", "bond", "citizens_words", "small_step")

    def __str__(self) -> str:
        return f"{self.observed_on:%d.%m.%Y}"

    @property
    def says_something(self) -> bool:
        return bool(self.stage or self.goal or self.method or self.bond or self.citizens_words or self.small_step)
