"""*Tilsyn*: somebody saw that the citizen is well; and who to watch tonight. The centre's own."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.models import TrackedManager
from crisis_center.models.of_stay import OfStay
from crisis_center.models.rows import OfStayQuerySet


class CheckQuerySet(OfStayQuerySet):
    def that_count(self) -> Self:
        return self.filter(undone_at=None)

    def newest(self) -> Self:
        """The last check of each stay."""
        newest = Check.objects.that_count().filter(stay=OuterRef("stay")).order_by("-seen_at", "-pk")
        return self.that_count().filter(pk=Subquery(newest.values("pk")[:1]))


class Check(OfStay):
    """The citizen was seen. A slip of the finger is undone and stays to be read."""

    inner = True

    seen_at = models.DateTimeField(_("set"))
    words = models.CharField(_("hvad du så"), max_length=300, blank=True)
    undone_at = models.DateTimeField(_("fortrudt"), null=True, blank=True)
    undone_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("fortrudt af")
    )

    objects = TrackedManager.from_queryset(CheckQuerySet)()

    class Meta(OfStay.Meta):
        verbose_name = _("tilsyn")
        verbose_name_plural = _("tilsyn")
        constraints = [
            models.CheckConstraint(
                name="check_undone_is_whole",
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
            models.CheckConstraint(name="check_never_shared", condition=Q(shared_with__isnull=True)),
        ]
        indexes = [models.Index(fields=["stay", "-seen_at"], name="checks_of_stay")]

    class Privacy:
        technical = ("undone_by",)
        ordinary = ("seen_at", "undone_at")
        special = ("words",)

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class WatchQuerySet(OfStayQuerySet):
    def current(self) -> Self:
        return self.filter(ended_at=None)


class Watch(OfStay):
    """Watch this one tonight, from somebody's mark until somebody takes it away."""

    inner = True

    why = models.CharField(_("hvorfor"), max_length=200, blank=True)
    ended_at = models.DateTimeField(_("slut"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("afsluttet af")
    )

    objects = TrackedManager.from_queryset(WatchQuerySet)()

    class Meta(OfStay.Meta):
        verbose_name = _("hold øje")
        verbose_name_plural = _("hold øje")
        constraints = [
            models.CheckConstraint(
                name="watch_ended_is_whole",
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
            models.UniqueConstraint(fields=["stay"], condition=Q(ended_at=None), name="watch_once"),
            models.CheckConstraint(name="watch_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("ended_by",)
        ordinary = ("ended_at",)
        special = ("why",)

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
