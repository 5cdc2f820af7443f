"""What the law asks of a plan that the citizen's own goals and offers do not say themselves.

Three plans are views of the same goals and efforts (`cases.formal_plans`): nothing of them is typed a second time.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, User
from audit.models import TrackedManager
from cases.models.chosen_block import ChosenBlock
from cases.models.citizen import Citizen, CitizenChildQuerySet, sees_citizen

#: A coordinating plan is looked at within six months (Socialstyrelsen's guide, L-14).
MEET_WITHIN_MONTHS = 6


class FormalPlanQuerySet(CitizenChildQuerySet):
    never_shared = True

    def holding(self) -> Self:
        return self.filter(ended_on=None)


class FormalPlan(CaseRecord):
    """Of each kind the newest that has not ended holds. No rule says so: it would refuse two records to become one."""

    class Kind(models.TextChoices):
        TREATMENT = "treatment", _("Behandlingsplan")
        ACTION_141 = "action_141", _("Handleplan efter SEL § 141")
        COORDINATED = "coordinated", _("Koordinerende indsatsplan")

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="formal_plans", verbose_name=_("borger"))
    kind = models.CharField(_("plan"), max_length=12, choices=Kind.choices)
    offered_on = models.DateField(_("tilbudt"), null=True, blank=True)
    #: None: the citizen thinks about it, or was not asked.
    accepted = models.BooleanField(_("borgeren siger ja"), null=True, blank=True)
    #: The day on which goals and efforts became this plan; empty where it was offered and declined.
    made_on = models.DateField(_("lavet"), null=True, blank=True)
    given_on = models.DateField(_("givet til borgeren"), null=True, blank=True)
    duration = models.CharField(_("forventet varighed"), max_length=200, blank=True)
    circumstances = models.TextField(_("særlige forhold"), max_length=2000, blank=True)
    met_on = models.DateField(_("sidste møde"), null=True, blank=True)
    next_meeting_on = models.DateField(_("næste møde"), null=True, blank=True)
    ended_on = models.DateField(_("gælder ikke mere fra"), null=True, blank=True)

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(FormalPlanQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("plan efter loven")
        verbose_name_plural = _("planer efter loven")
        constraints = [
            models.CheckConstraint(
                name="formal_plan_offered_or_made", condition=Q(offered_on__isnull=False) | Q(made_on__isnull=False)
            ),
            models.CheckConstraint(
                name="formal_plan_given_once_made", condition=Q(given_on=None) | Q(given_on__gte=F("made_on"))
            ),
            models.CheckConstraint(name="formal_plan_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("citizen",)
        ordinary = ("offered_on", "made_on", "given_on", "met_on", "next_meeting_on", "ended_on")
        special = ("kind", "accepted", "duration", "circumstances")

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("cases:formal_plan", args=[self.citizen_id, self.kind])


class EffortQuerySet(CaseRecordQuerySet):
    never_shared = True

    def unit_q(self, user: User) -> Q:
        return sees_citizen(user, "plan__citizen")

    def own_q(self, user: User) -> Q:
        return sees_citizen(user, "plan__citizen", own=True)


class Effort(CaseRecord):
    """Who answers for one effort of a coordinating plan: one the citizen has chosen, or what another actor does."""

    plan = models.ForeignKey(FormalPlan, models.PROTECT, related_name="efforts", verbose_name=_("plan"))
    chosen = models.ForeignKey(
        ChosenBlock, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("valgt tilbud")
    )
    what = models.CharField(_("indsats"), max_length=200, blank=True)
    actor = models.CharField(_("aktør"), max_length=120, blank=True)
    responsible = models.CharField(_("ansvarlig"), max_length=120)
    agreed_on = models.DateField(_("aftalt"), default=timezone.localdate)

    history_indexes = (("plan", "history_date"),)

    objects = TrackedManager.from_queryset(EffortQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("indsats i en koordinerende plan")
        verbose_name_plural = _("indsatser i en koordinerende plan")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "chosen"],
                name="effort_one_responsible",
                violation_error_message=_("Indsatsen har allerede en ansvarlig."),
            ),
            models.CheckConstraint(
                name="effort_is_chosen_or_said",
                condition=Q(chosen__isnull=False, what="") | Q(chosen=None) & ~Q(what=""),
            ),
            models.CheckConstraint(name="effort_has_responsible", condition=~Q(responsible="")),
            models.CheckConstraint(name="effort_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("plan", "chosen")
        ordinary = ("agreed_on",)
        special = ("what", "actor", "responsible")

    def __str__(self) -> str:
        return self.what or str(self.chosen)

    def get_absolute_url(self) -> str:
        return reverse("cases:effort", args=[self.pk])
