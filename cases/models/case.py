"""A course (forløb): when it was open, paused, and who carried it. Facts with dates; the state follows from them."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Organisation, Unit, User
from audit.models import TrackedManager
from cases.models.citizen import Citizen, CitizenChildQuerySet, sees_citizen


class CaseQuerySet(CitizenChildQuerySet):
    def open(self) -> Self:
        return self.filter(Exists(CasePeriod.objects.filter(case=OuterRef("pk"), closed_at=None)))

    def paused(self) -> Self:
        return self.filter(Exists(CasePause.objects.filter(case=OuterRef("pk"), resumed_at=None)))

    def active(self) -> Self:
        """Open and not paused: the courses one works with now."""
        return self.open().exclude(Exists(CasePause.objects.filter(case=OuterRef("pk"), resumed_at=None)))

    def with_weight(self, organisation: Organisation, on: date | None = None) -> Self:
        """Annotates `weight`: what each open course counts in a caseload of the organisation (`cases.weights`)."""
        from cases.weights import weight_expression

        return self.annotate(weight=weight_expression(organisation, on))

    def with_phase_step(self) -> Self:
        """Annotates `phase_step`: key of the step that says in which phase the course is, or None before the first.

        The step begun last of those going on; else the one ended or skipped last. `cases.progress` says the same.
        """
        from cases.models.step import StepRun

        deciding = StepRun.objects.filter(case=OuterRef("pk")).deciding_first()
        return self.annotate(phase_step=Subquery(deciding.values("step")[:1]))

    def carried_by(self, user_id: UUID) -> Self:
        """Courses with this person on them today."""
        return self.filter(Exists(Assignment.objects.current().filter(case=OuterRef("pk"), user_id=user_id)))


class Case(CaseRecord):
    """One course of one citizen in one unit, following one pathway. A citizen may have several."""

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="cases", verbose_name=_("borger"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("enhed"))
    #: Key of the registered pathway (`cases.pathway`), e.g. "outreach".
    pathway = models.CharField(_("forløbsmodel"), max_length=30)

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(CaseQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("forløb")
        verbose_name_plural = _("forløb")

    class Privacy:
        technical = ("unit", "pathway")
        ordinary = ("citizen",)

    def __str__(self) -> str:
        from cases.pathway import pathway

        return str(pathway(self.pathway).title)

    def get_absolute_url(self) -> str:
        return reverse("cases:case", args=[self.pk])


class CaseChildQuerySet(CaseRecordQuerySet):
    def unit_q(self, user: User) -> Q:
        return sees_citizen(user, "case__citizen")

    def own_q(self, user: User) -> Q:
        return sees_citizen(user, "case__citizen", own=True)


class CasePeriod(CaseRecord):
    """From opening to closing; reopening begins a new period, so nothing of the earlier one is lost."""

    class CloseReason(models.TextChoices):
        """One list that also fits the national reporting; `outreach.endings` says which end status each is."""

        STABLE_CONTACT = "stable_contact", _("Stabil kontakt til tilbud")
        COMPLETED = "completed", _("Færdigbehandlet")
        OTHER_OFFER = "other_offer", _("Overgået til et andet tilbud")
        GUIDANCE_GIVEN = "guidance_given", _("Vejledt og rådgivet")
        CITIZENS_WISH = "citizens_wish", _("Ønsker ikke fortsat behandling")
        NO_COOPERATION = "no_cooperation", _("Samarbejde ikke muligt nu")
        MOVED = "moved", _("Flyttet til anden kommune")
        CONTACT_LOST = "contact_lost", _("Kontakten mistet")
        PSYCHIATRY = "psychiatry", _("Overgået til psykiatrisk behandling")
        PRISON = "prison", _("Overgået til Kriminalforsorgen")
        DEAD = "dead", _("Død")
        OTHER = "other", _("Andet")

    case = models.ForeignKey(Case, models.PROTECT, related_name="periods", verbose_name=_("forløb"))
    opened_at = models.DateTimeField(_("åbnet"))
    closed_at = models.DateTimeField(_("afsluttet"), null=True, blank=True)
    close_reason = models.CharField(_("grund"), max_length=20, choices=CloseReason.choices, blank=True)
    close_note = models.CharField(_("bemærkning"), max_length=300, blank=True)

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(CaseChildQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("periode")
        verbose_name_plural = _("perioder")
        # Those open now, and those closed lately, of one organisation.
        indexes = [models.Index(fields=["organisation", "closed_at"], name="period_of_organisation")]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(closed_at=None), name="case_open_once"),
            models.CheckConstraint(
                name="period_closed_with_reason",
                condition=Q(closed_at=None, close_reason="") | Q(closed_at__isnull=False) & ~Q(close_reason=""),
                violation_error_message=_("Vælg, hvorfor forløbet afsluttes."),
            ),
            models.CheckConstraint(
                name="period_closes_after_opening",
                condition=Q(closed_at=None) | Q(closed_at__gte=models.F("opened_at")),
                violation_error_message=_("Afslutningen ligger før åbningen."),
            ),
        ]

    class Privacy:
        technical = ("case",)
        ordinary = ("opened_at", "closed_at")
        special = ("close_reason", "close_note")

    def __str__(self) -> str:
        return f"{timezone.localtime(self.opened_at):%d.%m.%Y}"


class CasePause(CaseRecord):
    """The course rests: contact is unstable and often resumes (S2 p. 60)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="pauses", verbose_name=_("forløb"))
    paused_at = models.DateTimeField(_("på pause"))
    resumed_at = models.DateTimeField(_("genoptaget"), null=True, blank=True)
    reason = models.CharField(_("grund"), max_length=200)

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(CaseChildQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("pause")
        verbose_name_plural = _("pauser")
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(resumed_at=None), name="case_paused_once"),
            models.CheckConstraint(
                name="pause_ends_after_start",
                condition=Q(resumed_at=None) | Q(resumed_at__gte=models.F("paused_at")),
            ),
        ]

    class Privacy:
        technical = ("case",)
        ordinary = ("paused_at", "resumed_at")
        special = ("reason",)

    def __str__(self) -> str:
        return self.reason


class AssignmentQuerySet(CaseChildQuerySet):
    def current(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(Q(to_on=None) | Q(to_on__gt=day), from_on__lte=day)


class Assignment(CaseRecord):
    """Who carries the course, from and (not including) to which day."""

    class Kind(models.TextChoices):
        CONTACT_PERSON = "contact_person", _("Kontaktperson")
        #: Whom the citizen calls when the contact person is away.
        BACKUP = "backup", _("Bagstopper")
        #: Through the whole course, whoever carries it; may be the contact person too.
        COORDINATOR = "coordinator", _("Koordinator")
        OTHER = "other", _("Med på forløbet")
        COVER = "cover", _("Vikar")

    class ChosenBy(models.TextChoices):
        CITIZEN = "citizen", _("Valgt af borgeren")
        TEAM = "team", _("Valgt af teamet")

    #: A course has one of each at a time.
    ONE_OF = (Kind.CONTACT_PERSON, Kind.BACKUP, Kind.COORDINATOR)

    case = models.ForeignKey(Case, models.PROTECT, related_name="assignments", verbose_name=_("forløb"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("medarbejder"))
    kind = models.CharField(_("som"), max_length=20, choices=Kind.choices)
    from_on = models.DateField(_("fra"))
    to_on = models.DateField(_("indtil"), null=True, blank=True)
    #: Why the course was given although the team carries as much as it should (S2 p. 15, 65).
    over_limit_reason = models.CharField(_("hvorfor over grænsen"), max_length=200, blank=True)
    chosen_by = models.CharField(_("hvem har valgt"), max_length=10, choices=ChosenBy.choices, blank=True)
    #: Why somebody else had it before.
    change_reason = models.CharField(_("hvorfor der blev skiftet"), max_length=300, blank=True)
    #: Why nobody took over from the one who stopped.
    end_reason = models.CharField(_("hvorfor ingen tog over"), max_length=300, blank=True)
    #: The absence that a cover stands in for.
    absence = models.ForeignKey(
        "cases.Absence", models.PROTECT, null=True, blank=True, related_name="covers", verbose_name=_("fravær")
    )

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(AssignmentQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("tildeling")
        verbose_name_plural = _("tildelinger")
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(to_on=None, kind="contact_person"),
                name="case_one_contact_person",
                violation_error_message=_("Forløbet har allerede en kontaktperson."),
            ),
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(to_on=None, kind__in=["backup", "coordinator"]),
                name="case_one_backup_and_coordinator",
                violation_error_message=_("Forløbet har allerede en af den slags."),
            ),
            # The coordinator may be the contact person too.
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=Q(to_on=None) & ~Q(kind="coordinator"),
                name="case_assigned_once",
                violation_error_message=_("Medarbejderen er allerede på forløbet."),
            ),
            models.CheckConstraint(
                name="assignment_ends_after_start", condition=Q(to_on=None) | Q(to_on__gte=models.F("from_on"))
            ),
            models.CheckConstraint(
                name="assignment_cover_has_dates",
                condition=Q(kind="cover", absence__isnull=False, to_on__isnull=False)
                | ~Q(kind="cover") & Q(absence=None),
            ),
        ]
        indexes = [models.Index(fields=["user", "to_on"], name="assignment_of_user")]

    class Privacy:
        technical = ("case", "user", "kind", "over_limit_reason", "absence")
        ordinary = ("from_on", "to_on", "chosen_by")
        special = ("change_reason", "end_reason")

    def __str__(self) -> str:
        return f"{self.user} ({self.get_kind_display()})"
