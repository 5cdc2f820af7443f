"""What the citizen wants to reach, in the citizen's words and in the citizen's order (S3 P2, P3)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, User
from audit.models import TrackedManager
from cases.models.citizen import Citizen, CitizenChildQuerySet, sees_citizen
from cases.models.theme import Theme


class GoalQuerySet(CitizenChildQuerySet):
    never_shared = True

    def open(self) -> Self:
        return self.filter(ended_on=None)

    def in_order(self) -> Self:
        """As the citizen put them. Of two records that became one the first goals come first, then the second ones."""
        return self.order_by("position", "pk")


class Goal(CaseRecord):
    """The professional's words stand beside the citizen's, never over them."""

    class Ended(models.TextChoices):
        REACHED = "reached", _("Nået")
        ANOTHER = "another", _("Blevet til et andet mål")
        DROPPED = "dropped", _("Ikke vigtigt mere")

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="goals", verbose_name=_("borger"))
    words = models.CharField(_("mål med borgerens ord"), max_length=500)
    theme = models.CharField(_("tema"), max_length=20, choices=Theme.choices, blank=True)
    #: Two goals may share one after two records became one: no rule, for a rule would refuse the joining.
    position = models.PositiveSmallIntegerField(_("plads i rækken"))
    professional_words = models.CharField(_("fagpersonens ord"), max_length=500, blank=True)
    set_on = models.DateField(_("sat"), default=timezone.localdate)
    ended_on = models.DateField(_("sluttet"), null=True, blank=True)
    ended_how = models.CharField(_("hvordan"), max_length=10, choices=Ended.choices, blank=True)

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(GoalQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("mål")
        verbose_name_plural = _("mål")
        constraints = [
            models.CheckConstraint(name="goal_says_something", condition=~Q(words="")),
            models.CheckConstraint(
                name="goal_ended_is_whole",
                condition=Q(ended_on=None, ended_how="") | Q(ended_on__gte=F("set_on")) & ~Q(ended_how=""),
                violation_error_message=_("Dagen ligger før den dag, målet blev sat."),
            ),
            models.CheckConstraint(name="goal_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("citizen", "position")
        ordinary = ("set_on", "ended_on", "ended_how")
        special = ("words", "theme", "professional_words")

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("cases:goal", args=[self.pk])


class GoalStepQuerySet(CaseRecordQuerySet):
    never_shared = True

    def unit_q(self, user: User) -> Q:
        return sees_citizen(user, "goal__citizen")

    def own_q(self, user: User) -> Q:
        return sees_citizen(user, "goal__citizen", own=True)


class GoalStep(CaseRecord):
    """A small step towards a goal. Its order is the order in which it was written."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="steps", verbose_name=_("mål"))
    what = models.CharField(_("skridt"), max_length=300)
    done_on = models.DateField(_("gjort"), null=True, blank=True)

    history_indexes = (("goal", "history_date"),)

    objects = TrackedManager.from_queryset(GoalStepQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("skridt")
        verbose_name_plural = _("skridt")
        constraints = [
            models.CheckConstraint(name="goal_step_says_something", condition=~Q(what="")),
            models.CheckConstraint(name="goal_step_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("goal",)
        ordinary = ("done_on",)
        special = ("what",)

    def __str__(self) -> str:
        return self.what
