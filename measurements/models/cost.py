"""What an hour costs from a day on, and what is booked in kroner (S2 p. 68-71)."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.models import TrackedManager
from measurements.activities import Activity, Grade


class CostRateQuerySet(CaseRecordQuerySet):
    seen_with = Can.SEE_COSTS

    def unit_q(self, user: User) -> Q:
        """Rates are the whole organisation's."""
        return Q()


class CostRate(CaseRecord):
    """Kroner for a worked hour from a day until the next rate; before the first, `measurements.rates.FIRST` holds."""

    grade = models.CharField(_("timer som"), max_length=10, choices=Grade.choices)
    from_on = models.DateField(_("gælder fra"))
    amount = models.DecimalField(
        _("kr. pr. time"), max_digits=7, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    source = models.CharField(_("hvor satsen kommer fra"), max_length=200)

    objects = TrackedManager.from_queryset(CostRateQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("timesats")
        verbose_name_plural = _("timesatser")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "grade", "from_on"], name="cost_rate_once_a_day"),
            models.CheckConstraint(name="cost_rate_grade_is_known", condition=Q(grade__in=Grade.values)),
            models.CheckConstraint(name="cost_rate_is_something", condition=Q(amount__gt=0) & ~Q(source="")),
        ]

    class Privacy:
        technical = ("grade", "from_on", "amount", "source")

    def __str__(self) -> str:
        return f"{self.amount}"


class BookedAmountQuerySet(CaseRecordQuerySet):
    seen_with = Can.SEE_COSTS


class BookedAmount(CaseRecord):
    """An amount on an activity: material, books, transport."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    activity = models.CharField(_("aktivitet"), max_length=20, choices=Activity.choices, default=Activity.OTHER)
    booked_on = models.DateField(_("dag"))
    amount = models.DecimalField(
        _("beløb i kr."), max_digits=11, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    text = models.CharField(_("hvad"), max_length=200)
    booked_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))

    objects = TrackedManager.from_queryset(BookedAmountQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("bogført beløb")
        verbose_name_plural = _("bogførte beløb")
        constraints = [
            models.CheckConstraint(name="booked_amount_activity_is_known", condition=Q(activity__in=Activity.values)),
            models.CheckConstraint(name="booked_amount_is_something", condition=Q(amount__gt=0)),
        ]
        indexes = [models.Index(fields=["organisation", "unit", "booked_on"], name="booked_amount_of_unit")]

    class Privacy:
        technical = ("unit", "activity", "booked_on", "amount", "booked_by")
        #: Meant for things, but somebody may have written of people.
        ordinary = ("text",)

    def __str__(self) -> str:
        return self.text
