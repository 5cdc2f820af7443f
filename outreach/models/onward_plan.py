"""*Plan for det videre forløb*: what the citizen wants, and nothing promised that cannot be kept (S2 p. 44).

Filled in over as many meetings as it takes. What the citizen was given is a version that stays as it is: to change the
plan is to make the next version, and the newest one counts.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from audit.models import TrackedManager
from cases.models import Case
from cases.models.case import CaseChildQuerySet
from cases.models.citizen import sees_citizen
from directory.models import PartnerOffer

#: A citizen who tells it all is written down whole.
WORDS_LIMIT = 8000


class OnwardPlanQuerySet(CaseChildQuerySet):
    def newest(self) -> Self:
        later = OnwardPlan.objects.filter(case=OuterRef("case"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))


class OnwardPlan(CaseRecord):
    """One version. Without `given_on` it is still being written."""

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="onward_plans", db_index=False, verbose_name=_("forløb")
    )
    number = models.PositiveSmallIntegerField(_("udgave"), default=1)
    begun_on = models.DateField(_("begyndt"), default=timezone.localdate)
    citizens_words = models.TextField(_("borgerens ønsker med egne ord"), max_length=WORDS_LIMIT)
    wished_offer = models.ForeignKey(
        PartnerOffer, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("tilbud, som borgeren ønsker"),
    )  # fmt: skip
    #: What it was called then: it may be called otherwise when somebody reads the plan again.
    wished_called = models.CharField(_("tilbuddets navn"), max_length=300, blank=True, editable=False)
    #: Where it is none that we know, or more is to be said of it.
    wished_words = models.CharField(_("det ønskede tilbud med ord"), max_length=300, blank=True)
    demands = models.TextField(_("krav, borgeren møder der"), max_length=2000, blank=True)
    withdrawal = models.CharField(_("hvornår vi trækker os"), max_length=300, blank=True)
    withdrawal_on = models.DateField(_("dag, vi trækker os"), null=True, blank=True)
    doctor_asked_on = models.DateField(_("lægen er spurgt"), null=True, blank=True)
    doctor_answer = models.CharField(_("lægens svar"), max_length=500, blank=True)

    #: *Læs med*: what the citizen added on reading it.
    citizens_comment = models.TextField(_("borgerens egne ord til planen"), max_length=2000, blank=True)
    read_along_at = models.DateTimeField(_("læst sammen med borgeren"), null=True, blank=True)

    given_on = models.DateField(_("givet til borgeren"), null=True, blank=True)
    given_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("givet af")
    )
    #: The paper may be lost where others find it: the name stands on it only when the citizen wants it to.
    with_name = models.BooleanField(_("navn på papiret"), default=False)

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(OnwardPlanQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("plan for det videre forløb")
        verbose_name_plural = _("planer for det videre forløb")
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="onward_plan_version_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(given_on=None), name="onward_plan_written_once"),
            models.CheckConstraint(name="onward_plan_says_something", condition=~Q(citizens_words="")),
            models.CheckConstraint(
                name="onward_plan_given_is_whole",
                condition=Q(given_on=None, given_by=None, with_name=False)
                | Q(given_on__isnull=False, given_on__gte=models.F("begun_on"), given_by__isnull=False),
            ),
            models.CheckConstraint(
                name="onward_plan_answer_was_asked_for",
                condition=Q(doctor_answer="") | Q(doctor_asked_on__isnull=False),
                violation_error_message=_("Skriv, hvornår lægen blev spurgt."),
            ),
        ]

    class Privacy:
        technical = ("case", "number", "given_by", "with_name")
        ordinary = ("begun_on", "withdrawal_on", "read_along_at", "given_on")
        special = (
            "citizens_words", "wished_offer", "wished_called", "wished_words", "demands", "withdrawal",
            "doctor_asked_on", "doctor_answer", "citizens_comment",
        )  # fmt: skip

    def __str__(self) -> str:
        return str(_("Udgave %(number)s") % {"number": self.number})

    def get_absolute_url(self) -> str:
        return reverse("outreach:plan", args=[self.pk])


class PlanPartQuerySet(CaseChildQuerySet):
    """Rows of a plan. Those that wait are the newest version's."""

    def unit_q(self, user: User) -> Q:
        return sees_citizen(user, "plan__case__citizen")

    def own_q(self, user: User) -> Q:
        return sees_citizen(user, "plan__case__citizen", own=True)

    def open(self) -> Self:
        """Not done, in the version that counts, of a course that is open."""
        later = OnwardPlan.objects.filter(case=OuterRef("plan__case"), number__gt=OuterRef("plan__number"))
        running = Case.objects.open().filter(pk=OuterRef("plan__case"))
        return self.filter(~Exists(later), Exists(running), done_on=None)

    def of_those_carried_by(self, user: User) -> Self:
        return self.filter(Exists(Case.objects.carried_by(user.pk).filter(pk=OuterRef("plan__case"))))


class CheckedOffer(CaseRecord):
    """An offer that was asked about before it was promised."""

    class Available(models.TextChoices):
        UNKNOWN = "unknown", _("Ved det ikke endnu")
        YES = "yes", _("Ja")
        FROM = "from", _("Fra en bestemt dag")
        NO = "no", _("Nej, ikke nu")

    plan = models.ForeignKey(OnwardPlan, models.PROTECT, related_name="checked_offers", verbose_name=_("plan"))
    offer = models.ForeignKey(
        PartnerOffer, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("tilbud"),
    )  # fmt: skip
    called = models.CharField(_("tilbuddets navn"), max_length=300, blank=True, editable=False)
    words = models.CharField(_("tilbud med ord"), max_length=200, blank=True)
    available = models.CharField(_("er der plads"), max_length=10, choices=Available.choices, default=Available.UNKNOWN)
    available_from = models.DateField(_("ledig fra"), null=True, blank=True)
    quarantine_until = models.DateField(_("karantæne til og med"), null=True, blank=True)
    alternative = models.CharField(_("hvad så i stedet"), max_length=300, blank=True)
    checked_on = models.DateField(_("undersøgt"), default=timezone.localdate)
    checked_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("undersøgt af")
    )
    #: Somebody went on with it when the day came.
    done_on = models.DateField(_("fulgt op"), null=True, blank=True)
    done_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("fulgt op af")
    )

    history_indexes = (("plan", "history_date"),)

    objects = TrackedManager.from_queryset(PlanPartQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("undersøgt tilbud")
        verbose_name_plural = _("undersøgte tilbud")
        constraints = [
            models.CheckConstraint(
                name="checked_offer_is_named",
                condition=Q(offer__isnull=False) | ~Q(words=""),
                violation_error_message=_("Vælg tilbuddet, eller skriv, hvad det er."),
            ),
            models.CheckConstraint(
                name="checked_offer_from_has_a_day",
                condition=Q(available="from", available_from__isnull=False)
                | ~Q(available="from") & Q(available_from=None),
                violation_error_message=_("Skriv, fra hvilken dag der er plads."),
            ),
            models.CheckConstraint(
                name="checked_offer_done_is_whole",
                condition=Q(done_on=None, done_by=None) | Q(done_on__isnull=False, done_by__isnull=False),
            ),
        ]

    class Privacy:
        technical = ("plan", "checked_by", "done_by")
        ordinary = ("checked_on", "done_on")
        special = ("offer", "called", "words", "available", "available_from", "quarantine_until", "alternative")

    def __str__(self) -> str:
        return " · ".join(part for part in (self.called, self.words) if part)

    @property
    def opens_on(self) -> date | None:
        """The first day the citizen can begin there, where one is known; None where there is no room."""
        after = self.quarantine_until + timedelta(days=1) if self.quarantine_until else None
        days = [day for day in (self.available_from, after) if day]
        return max(days) if days and self.available != self.Available.NO else None


class PlanStep(CaseRecord):
    """Who does what, and when."""

    class Who(models.TextChoices):
        CITIZEN = "citizen", _("Borgeren")
        WORKER = "worker", _("Medarbejder")
        OTHER = "other", _("En anden")

    plan = models.ForeignKey(OnwardPlan, models.PROTECT, related_name="plan_steps", verbose_name=_("plan"))
    what = models.CharField(_("hvad"), max_length=300)
    who = models.CharField(_("hvem"), max_length=10, choices=Who.choices, default=Who.CITIZEN)
    worker = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("medarbejder")
    )
    other = models.CharField(_("en anden, navn"), max_length=120, blank=True)
    due_on = models.DateField(_("hvornår"), null=True, blank=True)
    done_on = models.DateField(_("gjort"), null=True, blank=True)
    done_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("skrevet gjort af"),
    )

    history_indexes = (("plan", "history_date"),)

    objects = TrackedManager.from_queryset(PlanPartQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("aftale i planen")
        verbose_name_plural = _("aftaler i planen")
        constraints = [
            models.CheckConstraint(
                name="plan_step_somebody_does_it",
                condition=Q(who="citizen", worker=None, other="")
                | Q(who="worker", worker__isnull=False, other="")
                | Q(who="other", worker=None) & ~Q(other=""),
                violation_error_message=_("Skriv, hvem der gør det."),
            ),
            models.CheckConstraint(
                name="plan_step_done_is_whole",
                condition=Q(done_on=None, done_by=None) | Q(done_on__isnull=False, done_by__isnull=False),
            ),
        ]

    class Privacy:
        technical = ("plan", "worker", "done_by")
        ordinary = ("due_on", "done_on")
        special = ("what", "who", "other")

    def __str__(self) -> str:
        return self.what
