"""*Midtvejsmøde* and *støtteberedskab* (S4 5.3.2): citizen, centre and municipality about the homecoming."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from audit.models import TrackedManager
from crisis_center.models.rows import StayChildQuerySet
from crisis_center.models.stay import Stay


class MidwayMeetingQuerySet(StayChildQuerySet):
    def planned(self) -> Self:
        """Fixed, and nobody has said yet what became of it."""
        return self.filter(held_at=None, missed_at=None)

    def held(self) -> Self:
        return self.filter(held_at__isnull=False)


class MidwayMeeting(CaseRecord):
    """One meeting: fixed, and held or not held."""

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="midway_meetings", verbose_name=_("ophold"))
    planned_at = models.DateTimeField(_("hvornår"))
    where = models.CharField(_("hvor"), max_length=120, blank=True)
    #: Of the three, whom one has asked to come.
    citizen_asked = models.BooleanField(_("borgeren er inviteret"), default=True)
    centre_asked = models.BooleanField(_("centret er inviteret"), default=True)
    home_asked = models.BooleanField(_("hjemkommunen er inviteret"), default=True)
    held_at = models.DateTimeField(_("holdt"), null=True, blank=True)
    citizen_came = models.BooleanField(_("borgeren var med"), default=False)
    centre_came = models.BooleanField(_("centret var med"), default=False)
    home_came = models.BooleanField(_("hjemkommunen var med"), default=False)
    others_came = models.CharField(_("andre, der var med"), max_length=200, blank=True)
    status = models.TextField(_("status"), max_length=2000, blank=True)
    change = models.TextField(_("hvad har ændret sig"), max_length=2000, blank=True)
    plan_adjusted = models.TextField(_("ændringer i handleplanen efter SEL § 141"), max_length=2000, blank=True)
    missed_at = models.DateTimeField(_("ikke holdt"), null=True, blank=True)
    missed_because = models.CharField(_("hvorfor blev det ikke holdt"), max_length=300, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))
    noted_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)

    history_indexes = (("stay", "history_date"),)

    objects = TrackedManager.from_queryset(MidwayMeetingQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("midtvejsmøde")
        verbose_name_plural = _("midtvejsmøder")
        constraints = [
            models.UniqueConstraint(
                fields=["stay"], condition=Q(held_at=None, missed_at=None), name="midway_planned_once"
            ),
            models.CheckConstraint(name="midway_held_or_not", condition=Q(held_at=None) | Q(missed_at=None)),
            models.CheckConstraint(
                name="midway_missed_says_why",
                condition=Q(missed_at=None, missed_because="") | Q(missed_at__isnull=False) & ~Q(missed_because=""),
                violation_error_message=_("Skriv kort, hvorfor mødet ikke blev holdt."),
            ),
            models.CheckConstraint(
                name="midway_held_has_people",
                condition=Q(held_at=None, citizen_came=False, centre_came=False, home_came=False)
                | Q(held_at__isnull=False),
            ),
        ]

    class Privacy:
        technical = (
            "stay", "where", "citizen_asked", "centre_asked", "home_asked", "centre_came", "home_came", "noted_by",
            "noted_at",
        )  # fmt: skip
        ordinary = ("planned_at", "held_at", "missed_at", "citizen_came", "others_came")
        special = ("status", "change", "plan_adjusted", "missed_because")

    def __str__(self) -> str:
        return str(_("Midtvejsmøde"))

    def get_absolute_url(self) -> str:
        return reverse("crisis_center:midway", args=[self.stay_id])


class ReadinessQuerySet(StayChildQuerySet):
    def open(self) -> Self:
        return self.filter(settled_at=None)


class Readiness(CaseRecord):
    """Something that is to be in place when the citizen comes home, and who sees to it."""

    class Area(models.TextChoices):
        """The points of the list for the discharge: keys as in `crisis_stay.discharge`."""

        HOUSING = "housing", _("Bolig")
        INCOME = "income", _("Forsørgelse")
        MEDICINE = "medicine", _("Substitution og medicin fortsætter")
        DROP_IN = "drop_in", _("Værestedet ved besked")
        TREATMENT = "treatment", _("Behandlingstilbud, hvis borgeren ønsker det")
        MET = "met", _("Mentor møder borgeren ved hjemkomsten")
        FIRST_DAYS = "first_days", _("Første aftale inden for få dage")
        RELAPSE = "relapse", _("Plan, hvis det bliver svært igen")
        OTHER = "other", _("Andet")

    class Side(models.TextChoices):
        HOME = "home", _("Hjemkommunen")
        CENTRE = "centre", _("Centret")
        CITIZEN = "citizen", _("Borgeren selv")

    class Outcome(models.TextChoices):
        IN_PLACE = "in_place", _("På plads")
        NOT_NEEDED = "not_needed", _("Ikke nødvendigt")

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="readiness", verbose_name=_("ophold"))
    area = models.CharField(_("emne"), max_length=10, choices=Area.choices)
    what = models.CharField(_("hvad skal være klar"), max_length=200, blank=True)
    side = models.CharField(_("hvem sørger for det"), max_length=7, choices=Side.choices)
    who = models.CharField(_("navn"), max_length=120, blank=True)
    due_on = models.DateField(_("senest"), null=True, blank=True)
    outcome = models.CharField(_("hvordan gik det"), max_length=10, choices=Outcome.choices, blank=True)
    settled_at = models.DateTimeField(_("afgjort"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("afgjort af")
    )
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))
    written_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)

    history_indexes = (("stay", "history_date"),)

    objects = TrackedManager.from_queryset(ReadinessQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("støtteberedskab")
        verbose_name_plural = _("støtteberedskab")
        constraints = [
            models.CheckConstraint(
                name="readiness_settled_is_whole",
                condition=Q(settled_at=None, settled_by=None, outcome="")
                | Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(outcome=""),
            ),
            models.CheckConstraint(
                name="readiness_other_says_what",
                condition=~Q(area="other") | ~Q(what=""),
                violation_error_message=_("Skriv, hvad der skal være klar."),
            ),
        ]
        indexes = [
            models.Index(fields=["stay"], condition=Q(settled_at=None), name="readiness_open"),
        ]

    class Privacy:
        technical = ("stay", "side", "settled_at", "settled_by", "written_by", "written_at")
        ordinary = ("who", "due_on")
        special = ("area", "what", "outcome")

    def __str__(self) -> str:
        return self.what or str(self.get_area_display())

    def get_absolute_url(self) -> str:
        return reverse("crisis_center:readiness", args=[self.stay_id])
