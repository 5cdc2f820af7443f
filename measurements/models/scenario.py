"""A hypothetical citizen: which costs follow, which are avoided, and what that makes together (S2 p. 72-73)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.models import TrackedManager
from measurements.scenario_items import NOT_QUANTIFIED, Item


class ScenarioQuerySet(CaseRecordQuerySet):
    seen_with = Can.SEE_COSTS


class Scenario(CaseRecord):
    """The effort's own cost per citizen is that of the unit from `from_on` to `to_on`, as it is known when read."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("enhed"))
    name = models.CharField(_("navn"), max_length=80)
    about = models.TextField(_("hvem er borgeren"), max_length=1000, blank=True)
    from_on = models.DateField(_("indsatsen fra"))
    to_on = models.DateField(_("indsatsen til og med"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))

    objects = TrackedManager.from_queryset(ScenarioQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("scenarie")
        verbose_name_plural = _("scenarier")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="scenario_name_once",
                violation_error_message=_("Der findes allerede et scenarie med det navn."),
            ),
            models.CheckConstraint(
                name="scenario_in_order",
                condition=Q(to_on__gte=F("from_on")),
                violation_error_message=_("Perioden slutter, før den begynder."),
            ),
        ]

    class Privacy:
        technical = ("unit", "name", "from_on", "to_on", "made_by")
        #: Meant for somebody invented, but a writer may have thought of somebody.
        special = ("about",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("measurements:scenario", args=[self.pk])


class ScenarioItemQuerySet(CaseRecordQuerySet):
    seen_with = Can.SEE_COSTS

    def unit_q(self, user: User) -> Q:
        return Q(scenario__unit_id=user.membership.unit_id)


def _number(words: Any, digits: int) -> models.DecimalField:
    return models.DecimalField(
        words, max_digits=digits, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )


class ScenarioItem(CaseRecord):
    """One item. What was typed stays when the tick goes."""

    scenario = models.ForeignKey(
        Scenario, models.PROTECT, related_name="items", db_index=False, verbose_name=_("scenarie")
    )
    item = models.CharField(_("post"), max_length=20, choices=Item.choices)
    ticked = models.BooleanField(_("tæller med"), default=False)
    unit_price = _number(_("kr. pr. gang"), 11)
    times = _number(_("gange om året"), 7)

    history_indexes = (("scenario", "history_date"),)

    objects = TrackedManager.from_queryset(ScenarioItemQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("post i et scenarie")
        verbose_name_plural = _("poster i scenarier")
        constraints = [
            models.UniqueConstraint(fields=["scenario", "item"], name="scenario_item_once"),
            models.CheckConstraint(name="scenario_item_is_known", condition=Q(item__in=Item.values)),
            models.CheckConstraint(
                name="scenario_item_not_negative",
                condition=(Q(unit_price=None) | Q(unit_price__gte=0)) & (Q(times=None) | Q(times__gte=0)),
            ),
            models.CheckConstraint(
                name="scenario_item_ticked_has_a_price",
                condition=Q(ticked=False)
                | Q(item__in=sorted(NOT_QUANTIFIED))
                | Q(unit_price__isnull=False, times__isnull=False),
                violation_error_message=_("Skriv en pris, eller fjern krydset."),
            ),
        ]

    class Privacy:
        technical = ("scenario", "item", "ticked", "unit_price", "times")

    def __str__(self) -> str:
        return str(self.get_item_display())

    @property
    def amount(self) -> Decimal:
        """Kroner a year for one citizen; nothing of what is not ticked or has no price."""
        return self.unit_price * self.times if self.ticked and self.unit_price and self.times else Decimal(0)
