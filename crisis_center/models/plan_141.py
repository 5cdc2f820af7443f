"""*Handleplan efter SEL § 141* (domain 11, L-08): offered, made with the citizen, adjusted, handed on in parts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, User
from audit.models import TrackedManager
from cases.models import Case, Consent
from cases.models.citizen import sees_citizen
from crisis_center.models.homecoming import HomeOnlyQuerySet


class PlanOffered(CaseRecord):
    """The municipality has offered a plan, and what the citizen said."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="plan_offers", verbose_name=_("forløb"))
    offered_on = models.DateField(_("tilbudt"), default=timezone.localdate)
    #: None: the citizen thinks about it.
    accepted = models.BooleanField(_("borgeren siger ja"), null=True, blank=True)
    words = models.TextField(_("borgerens ord"), max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))
    noted_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(HomeOnlyQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("tilbud om handleplan efter SEL § 141")
        verbose_name_plural = _("tilbud om handleplan efter SEL § 141")
        constraints = [
            models.CheckConstraint(name="plan_offered_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("case", "by", "noted_at")
        ordinary = ("offered_on",)
        special = ("accepted", "words")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class ActionPlan141(CaseRecord):
    """One version. An adjustment is a new one, so what held before can be read."""

    #: The four of the law, in its order.
    PARTS = ("purpose", "effort", "duration", "circumstances")

    case = models.ForeignKey(Case, models.PROTECT, related_name="plans_141", verbose_name=_("forløb"))
    number = models.PositiveSmallIntegerField(_("udgave"), editable=False)
    made_on = models.DateField(_("lavet"), default=timezone.localdate)
    purpose = models.TextField(_("formål med indsatsen"), max_length=2000, blank=True)
    effort = models.TextField(_("nødvendig indsats"), max_length=2000, blank=True)
    duration = models.TextField(_("forventet varighed"), max_length=500, blank=True)
    circumstances = models.TextField(_("særlige forhold"), max_length=2000, blank=True)
    with_citizen = models.BooleanField(_("lavet sammen med borgeren"), default=True)
    follow_up_on = models.DateField(_("næste opfølgning"), null=True, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))
    written_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(HomeOnlyQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("handleplan efter SEL § 141")
        verbose_name_plural = _("handleplaner efter SEL § 141")
        constraints = [
            models.CheckConstraint(name="plan_141_never_shared", condition=Q(shared_with__isnull=True)),
            models.UniqueConstraint(fields=["case", "number"], name="plan_141_version_once"),
            models.CheckConstraint(
                name="plan_141_says_something",
                condition=~Q(purpose="", effort="", duration="", circumstances=""),
                violation_error_message=_("Skriv mindst én af de fire dele."),
            ),
        ]

    class Privacy:
        technical = ("case", "number", "written_by", "written_at")
        ordinary = ("made_on", "with_citizen", "follow_up_on")
        special = ("purpose", "effort", "duration", "circumstances")

    def __str__(self) -> str:
        return str(_("Udgave %(number)s") % {"number": self.number})

    def get_absolute_url(self) -> str:
        return reverse("crisis_center:plan_141", args=[self.case_id])


class PlanHandedQuerySet(CaseRecordQuerySet):
    never_shared = True

    def unit_q(self, user: User) -> Q:
        return sees_citizen(user, "plan__case__citizen")

    def own_q(self, user: User) -> Q:
        return sees_citizen(user, "plan__case__citizen", own=True)


class PlanHanded(CaseRecord):
    """Which parts of a version went to whom, when, and under which consent."""

    plan = models.ForeignKey(ActionPlan141, models.PROTECT, related_name="handed", verbose_name=_("handleplan"))
    purpose = models.BooleanField(_("formål"), default=False)
    effort = models.BooleanField(_("nødvendig indsats"), default=False)
    duration = models.BooleanField(_("forventet varighed"), default=False)
    circumstances = models.BooleanField(_("særlige forhold"), default=False)
    to = models.CharField(_("til hvem"), max_length=160)
    handed_on = models.DateField(_("hvornår"), default=timezone.localdate)
    consent = models.ForeignKey(
        Consent, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("samtykke")
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("af hvem"))
    noted_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)

    history_indexes = (("plan", "history_date"),)

    objects = TrackedManager.from_queryset(PlanHandedQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("del af handleplan givet videre")
        verbose_name_plural = _("dele af handleplan givet videre")
        constraints = [
            models.CheckConstraint(name="plan_handed_never_shared", condition=Q(shared_with__isnull=True)),
            models.CheckConstraint(
                name="plan_handed_some_part",
                condition=~Q(purpose=False, effort=False, duration=False, circumstances=False),
                violation_error_message=_("Vælg mindst én del."),
            ),
        ]

    class Privacy:
        technical = ("plan", "by", "noted_at", "consent")
        ordinary = ("handed_on",)
        special = ("purpose", "effort", "duration", "circumstances", "to")

    def __str__(self) -> str:
        return self.to
