"""What is to be done, when, by whom; and the request that starts the 14-day clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from audit.models import TrackedManager
from cases.models.citizen import Citizen, CitizenChildQuerySet, sees_citizen
from cases.models.contact import Contact
from directory.models import Place

#: SEL § 101: social treatment starts at latest 14 days after the first personal request (BEK 1477/2019).
GUARANTEE_DAYS = 14


class TaskQuerySet(CaseRecordQuerySet):
    def unit_q(self, user: User) -> Q:
        return sees_citizen(user) | Q(citizen=None, unit_id=user.membership.unit_id)

    def own_q(self, user: User) -> Q:
        return Q(owner=user)

    def open(self) -> Self:
        return self.filter(done_at=None)


class Task(CaseRecord):
    """A task or an agreement with the citizen; `due_at` is the time of an agreement."""

    class Kind(models.TextChoices):
        TASK = "task", _("Opgave")
        AGREEMENT = "agreement", _("Aftale")

    class Outcome(models.TextChoices):
        DONE = "done", _("Gjort")
        MISSED = "missed", _("Borgeren kom ikke")
        CANCELLED = "cancelled", _("Aflyst")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    citizen = models.ForeignKey(
        Citizen, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("borger")
    )
    kind = models.CharField(_("art"), max_length=10, choices=Kind.choices, default=Kind.TASK)
    title = models.CharField(_("hvad"), max_length=200)
    due_on = models.DateField(_("dag"))
    due_at = models.TimeField(_("klokken"), null=True, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("sted")
    )
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("ansvarlig"))
    agreed_in = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="agreements", verbose_name=_("aftalt i kontakten")
    )
    #: The period after whose end one asks how it goes.
    follow_up_of = models.ForeignKey(
        "cases.CasePeriod",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("opfølgning på"),
    )
    done_at = models.DateTimeField(_("afsluttet"), null=True, blank=True)
    done_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("afsluttet af")
    )
    outcome = models.CharField(_("hvordan gik det"), max_length=10, choices=Outcome.choices, blank=True)

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(TaskQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("opgave")
        verbose_name_plural = _("opgaver")
        constraints = [
            models.CheckConstraint(
                name="task_done_is_whole",
                condition=Q(done_at=None, done_by=None, outcome="")
                | Q(done_at__isnull=False, done_by__isnull=False) & ~Q(outcome=""),
            )
        ]
        indexes = [
            models.Index(fields=["owner", "due_on"], condition=Q(done_at=None), name="task_open_of_owner"),
            models.Index(
                fields=["organisation", "unit", "due_on"], condition=Q(done_at=None), name="task_open_of_unit"
            ),
        ]

    class Privacy:
        technical = ("unit", "owner", "agreed_in", "follow_up_of", "done_by")
        ordinary = ("citizen", "kind", "due_on", "due_at", "place", "done_at", "outcome")
        special = ("title",)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("cases:task", args=[self.pk])

    def is_overdue(self, today: date | None = None) -> bool:
        return self.done_at is None and self.due_on < (today or timezone.localdate())


class TreatmentRequest(CaseRecord):
    """*Anmodning om behandling*: the first personal request, oral or written, also when heard on the street (L-01)."""

    class Outcome(models.TextChoices):
        STARTED = "started", _("Behandlingen er begyndt")
        OTHER_OFFER = "other_offer", _("Borgeren valgte et andet tilbud")
        WITHDRAWN = "withdrawn", _("Borgeren trak anmodningen tilbage")
        #: Two records of one person became one: the clock runs from the first request. Never chosen by hand.
        MERGED = "merged", _("Samlet med borgerens første anmodning")

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="requests", verbose_name=_("borger"))
    contact = models.OneToOneField(
        Contact, models.PROTECT, null=True, blank=True, related_name="request", verbose_name=_("udtrykt i kontakten")
    )
    requested_on = models.DateField(_("anmodning om behandling"))
    ended_on = models.DateField(_("afgjort"), null=True, blank=True)
    outcome = models.CharField(_("udfald"), max_length=20, choices=Outcome.choices, blank=True)
    note = models.CharField(_("grund"), max_length=300, blank=True)

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(CitizenChildQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("anmodning om behandling")
        verbose_name_plural = _("anmodninger om behandling")
        constraints = [
            models.UniqueConstraint(fields=["citizen"], condition=Q(ended_on=None), name="request_open_once"),
            models.CheckConstraint(
                name="request_ended_is_whole",
                condition=Q(ended_on=None, outcome="") | Q(ended_on__isnull=False) & ~Q(outcome=""),
            ),
            models.CheckConstraint(
                name="request_ends_after_start", condition=Q(ended_on=None) | Q(ended_on__gte=models.F("requested_on"))
            ),
        ]

    class Privacy:
        technical = ("citizen", "contact")
        special = ("requested_on", "ended_on", "outcome", "note")

    def __str__(self) -> str:
        return f"{self.requested_on:%d.%m.%Y}"

    @property
    def deadline(self) -> date:
        return self.requested_on + timedelta(days=GUARANTEE_DAYS)

    def day(self, today: date | None = None) -> int:
        """Day of the clock: 0 on the day of the request, 14 on the deadline."""
        return ((self.ended_on or today or timezone.localdate()) - self.requested_on).days


class ClockWarningQuerySet(CaseRecordQuerySet):
    def unit_q(self, user: User) -> Q:
        return sees_citizen(user, "request__citizen")

    def own_q(self, user: User) -> Q:
        return sees_citizen(user, "request__citizen", own=True)


class ClockWarning(CaseRecord):
    """The worker and the leader were told by mail that a clock has reached this day (L-01): once for each day."""

    request = models.ForeignKey(
        TreatmentRequest, models.PROTECT, related_name="warnings", db_index=False, verbose_name=_("anmodning")
    )
    day = models.PositiveSmallIntegerField(_("dag"))
    sent_at = models.DateTimeField(_("sendt"), default=timezone.now)

    history_indexes = (("request", "history_date"),)

    objects = TrackedManager.from_queryset(ClockWarningQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("påmindelse om frist")
        verbose_name_plural = _("påmindelser om frist")
        constraints = [models.UniqueConstraint(fields=["request", "day"], name="clock_warning_once")]

    class Privacy:
        technical = ("request", "day", "sent_at")

    def __str__(self) -> str:
        return f"{self.day}"
