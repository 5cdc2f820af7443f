"""*Tag op*: what the team wants to talk about at its next conference, and what was decided (S2 p. 69)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Team, Unit, User
from audit.models import TrackedManager
from cases.models.citizen import Citizen, sees_citizen
from cases.models.task import Task


class ConferencePointQuerySet(CaseRecordQuerySet):
    def unit_q(self, user: User) -> Q:
        return sees_citizen(user) | Q(citizen=None, unit_id=user.membership.unit_id)

    def own_q(self, user: User) -> Q:
        return sees_citizen(user, own=True) | Q(citizen=None, raised_by=user)

    def open(self) -> Self:
        return self.filter(decided_at=None)


class ConferencePoint(CaseRecord):
    """One point, about a citizen or not; decided with words, and where something is to be done, by whom and when."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    #: The team whose list it stands on; empty: the whole unit's.
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("team")
    )
    citizen = models.ForeignKey(
        Citizen, models.PROTECT, null=True, blank=True, related_name="conference_points", verbose_name=_("borger")
    )
    what = models.CharField(_("hvad skal tages op"), max_length=300)
    raised_at = models.DateTimeField(_("skrevet på"), default=timezone.now)
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))
    decision = models.TextField(_("beslutning"), max_length=2000, blank=True)
    #: What follows from the decision: responsible and day are the task's.
    task = models.OneToOneField(
        Task, models.PROTECT, null=True, blank=True, related_name="conference_point", verbose_name=_("opgave")
    )
    decided_at = models.DateTimeField(_("besluttet"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("besluttet af")
    )

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(ConferencePointQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("punkt til konferencen")
        verbose_name_plural = _("punkter til konferencen")
        constraints = [
            models.CheckConstraint(
                name="conference_point_decided_is_whole",
                condition=Q(decided_at=None, decided_by=None, decision="", task=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision=""),
                violation_error_message=_("Skriv, hvad I besluttede."),
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "unit", "raised_at"],
                condition=Q(decided_at=None),
                name="conference_point_open",
            )
        ]

    class Privacy:
        technical = ("unit", "team", "raised_at", "raised_by", "task", "decided_at", "decided_by")
        ordinary = ("citizen",)
        special = ("what", "decision")

    def __str__(self) -> str:
        return self.what
