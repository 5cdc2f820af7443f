"""A place is gone through again: what has changed since the last time (S2 p. 14, 36)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, User
from accounts.policy import Can
from audit.models import TrackedManager
from directory.models.place import Place


class PlaceReviewQuerySet(CaseRecordQuerySet):
    seen_with = Can.MANAGE_PLACES

    def unit_q(self, user: User) -> models.Q:
        return models.Q(place__unit_id=user.membership.unit_id)

    def own_q(self, user: User) -> models.Q:
        return self.unit_q(user)

    def latest_first(self) -> Self:
        return self.order_by("-reviewed_on", "-pk")


class PlaceReview(CaseRecord):
    """One review. When the next one is due stands on the place."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="reviews", db_index=False, verbose_name=_("sted"))
    reviewed_on = models.DateField(_("gennemgået"))
    written_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    changes = models.TextField(_("hvad er ændret"), max_length=2000, blank=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("af"))

    history_indexes = (("place", "history_date"),)

    objects = TrackedManager.from_queryset(PlaceReviewQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("gennemgang af sted")
        verbose_name_plural = _("gennemgange af steder")
        indexes = [models.Index(fields=["place", "-reviewed_on"], name="review_of_place")]

    class Privacy:
        technical = ("place", "reviewed_on", "written_at", "reviewed_by")
        ordinary = ("changes",)

    def __str__(self) -> str:
        return f"{self.place} {self.reviewed_on}"
