"""*Rute*: where the team is to be found, on which weekday and when, so that citizens and partners know (S2 p. 14, 40).

Written so that a new colleague can take it over (S2 p. 66).
"""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import ExtractIsoWeekDay
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.models import TrackedManager
from cases.models import BestMet
from directory.models import Partner, Place
from directory.models.partner import PartnerLinkQuerySet


class RouteQuerySet(CaseRecordQuerySet):
    seen_with = Can.LOG_CONTACT

    def own_q(self, user: User) -> Q:
        return Q(pk__in=RouteWorker.objects.filter(user=user).values("route_id"))

    def in_use(self, on: date | None = None) -> Self:
        """Those that hold on `on` (today) or begin later."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=on or timezone.localdate()))

    def stopped(self, on: date | None = None) -> Self:
        return self.filter(to_on__lt=on or timezone.localdate())

    def running(self, on: date) -> Self:
        """Those that are walked on the day `on`. Its weekday is asked of the database, so that the query may be kept
        ready from day to day."""
        weekday = ExtractIsoWeekDay(Value(on, output_field=models.DateField()))
        return self.in_use(on).filter(from_on__lte=on, weekday=weekday)


class Route(CaseRecord):
    """Fixed presence on one weekday. A stopped route keeps its visits."""

    Weekday = BestMet.Weekday

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    name = models.CharField(_("navn"), max_length=80)
    weekday = models.PositiveSmallIntegerField(_("ugedag"), choices=Weekday.choices)
    from_at = models.TimeField(_("fra kl."))
    to_at = models.TimeField(_("til kl."))
    #: Others than the partners chosen (a kiosk, whoever has the night shift), and what was said.
    told = models.CharField(_("andre, og hvad der er sagt"), max_length=300, blank=True)
    told_on = models.DateField(_("hvornår"), null=True, blank=True)
    #: What does not follow from places and times: how one is received, keys, whom to greet.
    note = models.TextField(_("godt at vide"), max_length=2000, blank=True)
    from_on = models.DateField(_("gælder fra"), default=timezone.localdate)
    to_on = models.DateField(_("sidste dag"), null=True, blank=True)

    objects = TrackedManager.from_queryset(RouteQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("rute")
        verbose_name_plural = _("ruter")
        constraints = [
            models.CheckConstraint(
                name="route_ends_after_start",
                condition=Q(to_at__gt=F("from_at")),
                violation_error_message=_("Ruten slutter, før den begynder."),
            ),
            models.CheckConstraint(
                name="route_stops_after_first_day",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("Sidste dag ligger før den første."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "unit", "weekday"], name="route_of_unit")]

    class Privacy:
        technical = ("unit", "name", "weekday", "from_at", "to_at", "told_on", "from_on", "to_on")
        ordinary = ("told", "note")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("outreach:route", args=[self.pk])

    def runs_on(self, day: date) -> bool:
        return self.weekday == day.isoweekday() and self.from_on <= day and (self.to_on is None or day <= self.to_on)


class RouteStop(CaseRecord):
    """A place on a route, in order; its own time where citizens are to know it."""

    route = models.ForeignKey(Route, models.PROTECT, related_name="stops", verbose_name=_("rute"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="route_stops", verbose_name=_("sted"))
    position = models.PositiveSmallIntegerField(_("rækkefølge"))
    at = models.TimeField(_("kl."), null=True, blank=True)

    history_indexes = (("route", "history_date"),)

    class Meta(CaseRecord.Meta):
        verbose_name = _("sted på ruten")
        verbose_name_plural = _("steder på ruten")
        constraints = [models.UniqueConstraint(fields=["route", "place"], name="route_stop_once")]

    class Privacy:
        technical = ("route", "place", "position", "at")

    def __str__(self) -> str:
        return str(self.place)


class RouteWorker(CaseRecord):
    """Who usually goes."""

    route = models.ForeignKey(Route, models.PROTECT, related_name="workers", verbose_name=_("rute"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("medarbejder"))

    history_indexes = (("route", "history_date"),)

    class Meta(CaseRecord.Meta):
        verbose_name = _("medarbejder på ruten")
        verbose_name_plural = _("medarbejdere på ruten")
        constraints = [models.UniqueConstraint(fields=["route", "user"], name="route_worker_once")]

    class Privacy:
        technical = ("route", "user")

    def __str__(self) -> str:
        return str(self.user)


class RoutePartner(CaseRecord):
    """A partner who was told of the route and expects whoever walks it."""

    route = models.ForeignKey(Route, models.PROTECT, related_name="route_partners", verbose_name=_("rute"))
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="route_partners", verbose_name=_("samarbejdspartner")
    )

    history_indexes = (("route", "history_date"),)

    objects = TrackedManager.from_queryset(PartnerLinkQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("samarbejdspartner, der kender ruten")
        verbose_name_plural = _("samarbejdspartnere, der kender ruten")
        constraints = [models.UniqueConstraint(fields=["route", "partner"], name="route_partner_once")]

    class Privacy:
        technical = ("route", "partner")

    def __str__(self) -> str:
        return str(self.partner)
