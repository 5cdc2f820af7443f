"""*Besøg*: one time out, planned and as it went. That nobody was met is a result too.

Contacts are not stored here: whatever one of the visit's workers wrote between out and back belongs to it
(`outreach.visit_contacts`), so nobody types it, and a corrected time corrects it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.models import TrackedManager
from directory.models import Place
from outreach.models.route import Route


class VisitQuerySet(CaseRecordQuerySet):
    seen_with = Can.LOG_CONTACT

    def own_q(self, user: User) -> Q:
        return self.with_worker_q(user)

    def with_worker_q(self, user: User) -> Q:
        return Q(pk__in=VisitWorker.objects.filter(user=user).values("visit_id"))

    def unfinished(self) -> Self:
        """Planned or out: neither back nor called off."""
        return self.filter(back_at=None, cancelled_at=None)

    def out(self) -> Self:
        return self.filter(out_at__isnull=False, back_at=None)

    def overdue(self, now: datetime | None = None) -> Self:
        """*Safety of workers*: out, and should have been back (S2 p. 13)."""
        return self.out().filter(expected_back_at__lt=now or timezone.now())


class Visit(CaseRecord):
    """On a route or at a place of its own. Planned times are of `day`; what happened are moments."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    route = models.ForeignKey(
        Route, models.PROTECT, null=True, blank=True, related_name="visits", db_index=False, verbose_name=_("rute")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_("sted")
    )
    day = models.DateField(_("dag"))
    planned_from = models.TimeField(_("planlagt fra kl."), null=True, blank=True)
    planned_to = models.TimeField(_("planlagt til kl."), null=True, blank=True)
    out_at = models.DateTimeField(_("gik ud"), null=True, blank=True)
    expected_back_at = models.DateTimeField(_("ventes tilbage"), null=True, blank=True)
    back_at = models.DateTimeField(_("kom tilbage"), null=True, blank=True)
    met = models.PositiveSmallIntegerField(_("mødt"), null=True, blank=True)
    cards = models.PositiveSmallIntegerField(_("kort delt ud"), null=True, blank=True)
    #: Only where the time between out and back is not what was spent.
    own_minutes = models.PositiveSmallIntegerField(
        _("minutter"), null=True, blank=True, validators=[MaxValueValidator(1440)]
    )
    note = models.TextField(_("hvad så I"), max_length=2000, blank=True)
    safety_note = models.TextField(_("sikkerhed"), max_length=1000, blank=True)
    cancelled_at = models.DateTimeField(_("aflyst"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("aflyst af")
    )
    cancelled_because = models.CharField(_("hvorfor"), max_length=200, blank=True)

    objects = TrackedManager.from_queryset(VisitQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("besøg")
        verbose_name_plural = _("besøg")
        constraints = [
            models.CheckConstraint(
                name="visit_is_somewhere",
                condition=Q(route__isnull=False) | Q(place__isnull=False),
                violation_error_message=_("Vælg et sted."),
            ),
            models.CheckConstraint(
                name="visit_planned_in_order",
                condition=Q(planned_from=None) | Q(planned_to=None) | Q(planned_to__gt=F("planned_from")),
                violation_error_message=_("Besøget slutter, før det begynder."),
            ),
            models.CheckConstraint(
                name="visit_out_is_expected_back",
                condition=Q(out_at=None, expected_back_at=None) | Q(expected_back_at__gte=F("out_at")),
                violation_error_message=_("Skriv, hvornår I ventes tilbage."),
            ),
            models.CheckConstraint(
                name="visit_back_after_out",
                condition=Q(back_at=None) | Q(back_at__gte=F("out_at"), met__isnull=False, cards__isnull=False),
                violation_error_message=_("I kan ikke være tilbage, før I gik ud."),
            ),
            models.CheckConstraint(
                name="visit_cancelled_is_whole",
                condition=Q(cancelled_at=None, cancelled_by=None, cancelled_because="")
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False, out_at=None) & ~Q(cancelled_because=""),
                violation_error_message=_("Skriv kort, hvorfor besøget er aflyst."),
            ),
            # Two who press *Gå ud* at once are on the same visit.
            models.UniqueConstraint(
                fields=["route", "day"],
                condition=Q(back_at=None, cancelled_at=None),
                name="visit_of_route_once_a_day",
                violation_error_message=_("Der er allerede et besøg på ruten den dag."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "unit", "-day", "-id"], name="visit_of_unit"),
            models.Index(fields=["route", "-day"], name="visit_of_route"),
            models.Index(
                fields=["organisation", "unit", "expected_back_at"],
                condition=Q(out_at__isnull=False, back_at=None),
                name="visit_out",
            ),
        ]

    class Privacy:
        technical = (
            "unit", "route", "place", "day", "planned_from", "planned_to", "out_at", "expected_back_at", "back_at",
            "met", "cards", "own_minutes", "cancelled_at", "cancelled_by", "cancelled_because",
        )  # fmt: skip
        #: Meant for places, but somebody may have written of people.
        special = ("note", "safety_note")

    def __str__(self) -> str:
        return str(self.route or self.place)

    def get_absolute_url(self) -> str:
        return reverse("outreach:visit", args=[self.pk])

    @property
    def is_out(self) -> bool:
        return self.out_at is not None and self.back_at is None

    @property
    def minutes(self) -> int | None:
        """Minutes out: as corrected, else from out to back; None while it is not over."""
        return minutes_of(self.own_minutes, self.out_at, self.back_at)

    def is_overdue(self, now: datetime) -> bool:
        return self.is_out and self.expected_back_at is not None and self.expected_back_at < now


def minutes_of(own: int | None, out_at: datetime | None, back_at: datetime | None) -> int | None:
    if own is not None:
        return own
    return round((back_at - out_at) / timedelta(minutes=1)) if out_at and back_at else None


class VisitWorker(CaseRecord):
    """Who is, or was, out."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="workers", verbose_name=_("besøg"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("medarbejder"))

    history_indexes = (("visit", "history_date"),)

    class Meta(CaseRecord.Meta):
        verbose_name = _("medarbejder på besøget")
        verbose_name_plural = _("medarbejdere på besøget")
        constraints = [models.UniqueConstraint(fields=["visit", "user"], name="visit_worker_once")]

    class Privacy:
        technical = ("visit", "user")

    def __str__(self) -> str:
        return str(self.user)


class VisitAlert(CaseRecord):
    """Colleagues and leader were mailed that a visit was not back at the time it had promised last."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="alerts", verbose_name=_("besøg"))
    expected_back_at = models.DateTimeField(_("ventedes tilbage"))
    told_at = models.DateTimeField(_("besked sendt"), default=timezone.now, editable=False)

    history_indexes = (("visit", "history_date"),)

    class Meta(CaseRecord.Meta):
        verbose_name = _("besked om et besøg")
        verbose_name_plural = _("beskeder om besøg")
        constraints = [models.UniqueConstraint(fields=["visit", "expected_back_at"], name="visit_alert_once")]

    class Privacy:
        technical = ("visit", "expected_back_at", "told_at")

    def __str__(self) -> str:
        return f"{timezone.localtime(self.told_at):%d.%m.%Y %H.%M}"
