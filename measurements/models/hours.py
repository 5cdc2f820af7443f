"""A worker's registered week: the fact that hours and costs are counted from (S2 p. 68)."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Team, Unit, User
from accounts.policy import Can
from audit.models import TrackedManager
from measurements.activities import MOST_QUARTERS, QUARTERS, Activity, Grade


class HoursWeekQuerySet(CaseRecordQuerySet):
    #: One's own. What the unit has registered is seen with SEE_COSTS.
    seen_with = Can.REGISTER_HOURS

    def own_q(self, user: User) -> Q:
        return Q(user=user)


class HoursWeek(CaseRecord):
    """One worker's week, Monday to Sunday. Without entries it is registered too: nothing was worked."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    #: Of the worker when the week was registered.
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("team")
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("medarbejder"))
    monday = models.DateField(_("uge fra mandag"))
    #: Which rate the hours cost.
    grade = models.CharField(_("timer som"), max_length=10, choices=Grade.choices)
    registered_at = models.DateTimeField(_("registreret"), default=timezone.now, editable=False)

    history_indexes = (("user", "history_date"),)

    objects = TrackedManager.from_queryset(HoursWeekQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("registreret uge")
        verbose_name_plural = _("registrerede uger")
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "monday"], name="hours_week_once"),
            models.CheckConstraint(name="hours_week_grade_is_known", condition=Q(grade__in=Grade.values)),
        ]
        indexes = [models.Index(fields=["organisation", "unit", "monday"], name="hours_week_of_unit")]

    class Privacy:
        technical = ("unit", "team")
        ordinary = ("user", "monday", "grade", "registered_at")

    def __str__(self) -> str:
        year, week, _weekday = self.monday.isocalendar()
        return f"{year}-W{week:02}"


class HoursEntryQuerySet(CaseRecordQuerySet):
    seen_with = Can.REGISTER_HOURS

    def unit_q(self, user: User) -> Q:
        return Q(week__unit_id=user.membership.unit_id)

    def own_q(self, user: User) -> Q:
        return Q(week__user=user)


class HoursEntry(CaseRecord):
    """Hours of one week on one activity. That a week has no more than 168 is held by the action, under its lock."""

    week = models.ForeignKey(
        HoursWeek, models.PROTECT, related_name="entries", db_index=False, verbose_name=_("registreret uge")
    )
    activity = models.CharField(_("aktivitet"), max_length=20, choices=Activity.choices)
    quarters = models.PositiveSmallIntegerField(
        _("kvarte timer"), validators=[MinValueValidator(1), MaxValueValidator(MOST_QUARTERS)]
    )

    history_indexes = (("week", "history_date"),)

    objects = TrackedManager.from_queryset(HoursEntryQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("timer på en aktivitet")
        verbose_name_plural = _("timer på aktiviteter")
        constraints = [
            models.UniqueConstraint(fields=["week", "activity"], name="hours_entry_once"),
            models.CheckConstraint(name="hours_entry_activity_is_known", condition=Q(activity__in=Activity.values)),
            models.CheckConstraint(
                name="hours_entry_fits_a_week", condition=Q(quarters__gte=1, quarters__lte=MOST_QUARTERS)
            ),
        ]

    class Privacy:
        technical = ("week",)
        ordinary = ("activity", "quarters")

    def __str__(self) -> str:
        return f"{self.get_activity_display()}: {self.hours}"

    @property
    def hours(self) -> Decimal:
        return Decimal(self.quarters) / QUARTERS
