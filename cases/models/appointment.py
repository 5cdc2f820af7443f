"""A talk that is planned (samtale): the agreement it extends says when, where and with whom; this row says how.

Whether it was held, missed or called off is the agreement's outcome. The fields follow what was learnt in Aarhus from
talks by telephone and Teams (S0).
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, User
from accounts.policy import Can
from audit.models import TrackedManager
from cases.models.case import Case
from cases.models.citizen import sees_citizen
from cases.models.contact import Contact
from cases.models.task import Task

#: In which ways a talk can be planned; the way is a contact's way. An SMS is no talk.
PLANNED_WAYS = (
    Contact.Way.CENTRE,
    Contact.Way.HOME,
    Contact.Way.WALK_AND_TALK,
    Contact.Way.PHONE,
    Contact.Way.VIDEO,
    Contact.Way.DROP_IN,
    Contact.Way.STREET,
    Contact.Way.SHELTER,
    Contact.Way.HOSPITAL,
    Contact.Way.PSYCHIATRY,
    Contact.Way.OTHER,
)
WAY_CHOICES = [(way.value, way.label) for way in PLANNED_WAYS]
LONGEST = 480


class AppointmentQuerySet(CaseRecordQuerySet):
    seen_with = Can.SEE_CITIZEN

    def unit_q(self, user: User) -> Q:
        return sees_citizen(user, "task__citizen")

    def own_q(self, user: User) -> Q:
        return sees_citizen(user, "task__citizen", own=True)


class Appointment(CaseRecord):
    class CancelledBy(models.TextChoices):
        CITIZEN = "citizen", _("Borgeren")
        WORKER = "worker", _("Os selv")

    class Benefit(models.TextChoices):
        YES = "yes", _("Ja")
        PARTLY = "partly", _("Delvist")
        NO = "no", _("Nej")

    task = models.OneToOneField(Task, models.PROTECT, related_name="appointment", verbose_name=_("aftale"))
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name=_("forløb")
    )
    way = models.CharField(_("måde"), max_length=20, choices=WAY_CHOICES)
    minutes = models.PositiveSmallIntegerField(
        _("minutter"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    #: Of a meeting on video; whoever has it may come in.
    link = models.URLField(
        _("link til videomøde"), max_length=500, blank=True, validators=[URLValidator(schemes=["https"])]
    )
    wished_way = models.CharField(_("borgeren vil helst"), max_length=20, choices=WAY_CHOICES, blank=True)
    away_from_town = models.BooleanField(_("borgeren er ikke i byen"), default=False)
    hard_to_come = models.BooleanField(_("borgeren har svært ved at komme (fx angst)"), default=False)
    cancelled_by = models.CharField(_("hvem aflyste"), max_length=10, choices=CancelledBy.choices, blank=True)
    #: Of a cancellation, or of a citizen who did not come.
    reason = models.CharField(_("grund"), max_length=200, blank=True)
    #: What was written of the talk, or of the attempt that met nobody.
    contact = models.OneToOneField(
        Contact, models.PROTECT, null=True, blank=True, related_name="appointment", verbose_name=_("kontakt")
    )
    #: How it was held, where no contact says so.
    held_way = models.CharField(_("holdt som"), max_length=20, choices=WAY_CHOICES, blank=True)
    held_minutes = models.PositiveSmallIntegerField(
        _("varede minutter"), null=True, blank=True, validators=[MaxValueValidator(1440)]
    )
    benefit = models.CharField(_("udbytte af måden"), max_length=10, choices=Benefit.choices, blank=True)

    history_indexes = (("task", "history_date"),)

    objects = TrackedManager.from_queryset(AppointmentQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("planlagt samtale")
        verbose_name_plural = _("planlagte samtaler")
        constraints = [
            models.CheckConstraint(
                name="appointment_way_is_no_sms", condition=~Q(way="sms") & ~Q(wished_way="sms") & ~Q(held_way="sms")
            ),
            models.CheckConstraint(
                name="appointment_held_told_once",
                condition=Q(contact=None) | Q(held_way="", held_minutes=None),
                violation_error_message=_("Måde og minutter står på kontakten."),
            ),
            models.CheckConstraint(
                name="appointment_minutes_have_a_way", condition=Q(held_minutes=None) | ~Q(held_way="")
            ),
            models.CheckConstraint(
                name="appointment_cancelled_was_not_held",
                condition=Q(cancelled_by="") | Q(contact=None, held_way="", benefit=""),
                violation_error_message=_("En aflyst samtale er ikke holdt."),
            ),
        ]

    class Privacy:
        technical = ("task", "case", "minutes", "contact", "held_minutes")
        ordinary = ("way", "link", "wished_way", "away_from_town", "cancelled_by", "held_way")
        special = ("hard_to_come", "reason", "benefit")

    def __str__(self) -> str:
        return str(self.get_way_display())

    def get_absolute_url(self) -> str:
        return self.task.get_absolute_url()

    @property
    def own_case(self) -> Case | None:
        """The course, unless talk and course have come to stand on two citizens (two were split)."""
        return self.case if self.case and self.case.citizen_id == self.task.citizen_id else None

    @property
    def own_contact(self) -> Contact | None:
        return self.contact if self.contact and self.contact.citizen_id == self.task.citizen_id else None
