"""Evaluering: the citizen and a professional look at what was used and what moved (S3 P2)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, User
from audit.models import TrackedManager
from cases.models.chosen_block import ChosenBlock
from cases.models.citizen import Citizen, CitizenChildQuerySet, sees_citizen

#: Days after the first goal was set in which the plan is first looked at. No source says a number; a quarter of a
#: year, as the instruments are asked anew (S2 p. 20).
FIRST_AFTER_DAYS = 90


class EvaluationQuerySet(CitizenChildQuerySet):
    never_shared = True

    def newest(self) -> Self:
        later = Evaluation.objects.filter(citizen=OuterRef("citizen"))
        later = later.filter(Q(held_on__gt=OuterRef("held_on")) | Q(held_on=OuterRef("held_on"), pk__gt=OuterRef("pk")))
        return self.filter(~Exists(later))


class Evaluation(CaseRecord):
    """Without `next_on` there is to be no other."""

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="evaluations", verbose_name=_("borger"))
    held_on = models.DateField(_("dag"))
    with_citizen = models.BooleanField(_("sammen med borgeren"), default=True)
    citizens_words = models.TextField(_("hvad har flyttet sig, med borgerens ord"), max_length=2000, blank=True)
    professional_words = models.TextField(_("hvad har flyttet sig, med fagpersonens ord"), max_length=2000, blank=True)
    next_on = models.DateField(_("næste evaluering"), null=True, blank=True)

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(EvaluationQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("evaluering")
        verbose_name_plural = _("evalueringer")
        constraints = [
            models.CheckConstraint(
                name="evaluation_next_comes_after",
                condition=Q(next_on=None) | Q(next_on__gt=F("held_on")),
                violation_error_message=_("Den næste evaluering skal ligge efter denne."),
            ),
            models.CheckConstraint(name="evaluation_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("citizen", "with_citizen")
        ordinary = ("held_on", "next_on")
        special = ("citizens_words", "professional_words")

    def __str__(self) -> str:
        return f"{self.held_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("cases:evaluation", args=[self.pk])


class EvaluatedBlockQuerySet(CaseRecordQuerySet):
    never_shared = True

    def unit_q(self, user: User) -> Q:
        return sees_citizen(user, "evaluation__citizen")

    def own_q(self, user: User) -> Q:
        return sees_citizen(user, "evaluation__citizen", own=True)


class EvaluatedBlock(CaseRecord):
    """What was agreed of one chosen offer. How often the citizen came is counted, never written here."""

    class Outcome(models.TextChoices):
        CONTINUE = "continue", _("Fortsætter")
        ADJUST = "adjust", _("Justeres")
        SWAP = "swap", _("Byttes til noget andet")
        END = "end", _("Slutter")

    evaluation = models.ForeignKey(
        Evaluation, models.PROTECT, related_name="blocks", db_index=False, verbose_name=_("evaluering")
    )
    chosen = models.ForeignKey(ChosenBlock, models.PROTECT, related_name="evaluated", verbose_name=_("valgt tilbud"))
    outcome = models.CharField(_("aftalt"), max_length=10, choices=Outcome.choices)
    words = models.CharField(_("hvad justeres"), max_length=300, blank=True)

    history_indexes = (("evaluation", "history_date"),)

    objects = TrackedManager.from_queryset(EvaluatedBlockQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("evalueret tilbud")
        verbose_name_plural = _("evaluerede tilbud")
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "chosen"], name="evaluated_block_once"),
            models.CheckConstraint(name="evaluated_block_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("evaluation",)
        special = ("chosen", "outcome", "words")

    def __str__(self) -> str:
        return str(self.get_outcome_display())
