"""When a worker has time for a first talk, week after week; what is booked is taken from it (`intake.free_times`)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.models import TrackedManager
from cases.models import BestMet
from directory.models import Place


class AvailabilityQuerySet(CaseRecordQuerySet):
    seen_with = Can.RECEIVE_ENQUIRIES
    never_shared = True

    def own_q(self, user: User) -> Q:
        return Q(user=user)

    def in_use(self, on: date | None = None) -> Self:
        """Those that hold on `on` (today) or begin later."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=on or timezone.localdate()))

    def between(self, first: date, last: date) -> Self:
        return self.in_use(first).filter(from_on__lte=last)


class Availability(CaseRecord):
    """One weekday, from and to, cut into talks of `minutes` at one place."""

    Weekday = BestMet.Weekday

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("medarbejder"))
    weekday = models.PositiveSmallIntegerField(_("ugedag"), choices=Weekday.choices)
    from_at = models.TimeField(_("fra kl."))
    to_at = models.TimeField(_("til kl."))
    minutes = models.PositiveSmallIntegerField(
        _("minutter pr. samtale"), default=45, validators=[MinValueValidator(15), MaxValueValidator(240)]
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False, verbose_name=_("sted"))
    from_on = models.DateField(_("gælder fra"), default=timezone.localdate)
    to_on = models.DateField(_("til og med"), null=True, blank=True)

    objects = TrackedManager.from_queryset(AvailabilityQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("ledig tid")
        verbose_name_plural = _("ledige tider")
        constraints = [
            models.CheckConstraint(name="availability_never_shared", condition=Q(shared_with=None)),
            models.CheckConstraint(
                name="availability_ends_after_start",
                condition=Q(to_at__gt=F("from_at")),
                violation_error_message=_("Tiden slutter, før den begynder."),
            ),
            models.CheckConstraint(
                name="availability_stops_after_first_day",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("Sidste dag ligger før den første."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "unit", "to_on"], name="availability_of_unit")]

    class Privacy:
        technical = ("unit", "user", "weekday", "from_at", "to_at", "minutes", "place", "from_on", "to_on")

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.clocks}"

    @property
    def clocks(self) -> str:
        """ "kl. 9.00–12.00"."""
        times = {"first": time_format(self.from_at, "TIME_FORMAT"), "last": time_format(self.to_at, "TIME_FORMAT")}
        return gettext("kl. %(first)s–%(last)s") % times

    def starts(self, day: date) -> list[datetime]:
        """When the talks of that day begin, by the clock and without time zone; none on another weekday."""
        if day.isoweekday() != self.weekday or day < self.from_on or (self.to_on and day > self.to_on):
            return []
        at, end = datetime.combine(day, self.from_at), datetime.combine(day, self.to_at)
        long = timedelta(minutes=self.minutes)
        return [at + number * long for number in range((end - at) // long)]
