"""*Afhentning* (S4 5.3.1): somebody fetches the citizen, as fast as possible; most cannot travel alone."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from audit.models import TrackedManager
from crisis_center.models.referral import CentreReferral
from crisis_center.models.rows import SharedQuerySet


class PickUpQuerySet(SharedQuerySet):
    stay_path = "referral__"

    def going(self) -> Self:
        """Planned or on the way."""
        return self.filter(ended_at=None)


class PickUp(CaseRecord):
    """One attempt; a citizen who was not found is fetched again. Home's row, shared with the operator."""

    class How(models.TextChoices):
        CAR = "car", _("Bil")
        TAXI = "taxi", _("Taxa")
        TRAIN = "train", _("Tog eller bus")
        TRANSPORT = "transport", _("Patienttransport")
        OTHER = "other", _("Andet")

    class Result(models.TextChoices):
        ARRIVED = "arrived", _("Ankommet")
        NOT_FOUND = "not_found", _("Ikke fundet")
        CHANGED_MIND = "changed_mind", _("Ombestemte sig")
        CAME_ALONE = "came_alone", _("Kom senere selv")

    #: After these the citizen is at the centre.
    THERE = (Result.ARRIVED, Result.CAME_ALONE)

    referral = models.ForeignKey(CentreReferral, models.PROTECT, related_name="pick_ups", verbose_name=_("henvendelse"))
    fetched_by = models.CharField(_("hvem henter"), max_length=160)
    how = models.CharField(_("hvordan"), max_length=10, choices=How.choices, blank=True)
    planned_at = models.DateTimeField(_("aftalt afgang"), null=True, blank=True)
    left_at = models.DateTimeField(_("taget afsted"), null=True, blank=True)
    escort = models.CharField(_("hvem følger borgeren"), max_length=160, blank=True)
    belongings = models.CharField(_("ejendele med"), max_length=300, blank=True)
    medicine = models.CharField(_("medicin med"), max_length=300, blank=True)
    motivation = models.TextField(_("motivation undervejs"), max_length=1000, blank=True)
    result = models.CharField(_("hvordan gik det"), max_length=14, choices=Result.choices, blank=True)
    ended_at = models.DateTimeField(_("hvornår"), null=True, blank=True)
    noted_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))

    objects = TrackedManager.from_queryset(PickUpQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("afhentning")
        verbose_name_plural = _("afhentninger")
        constraints = [
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(ended_at=None),
                name="pick_up_going_once",
                violation_error_message=_("Der er allerede en afhentning i gang."),
            ),
            models.CheckConstraint(
                name="pick_up_result_is_whole",
                condition=Q(ended_at=None, result="") | Q(ended_at__isnull=False) & ~Q(result=""),
                violation_error_message=_("Vælg, hvordan det gik, og hvornår."),
            ),
            models.CheckConstraint(
                name="pick_up_ends_after_it_began",
                condition=Q(ended_at=None) | Q(left_at=None) | Q(ended_at__gte=F("left_at")),
                violation_error_message=_("Afhentningen slutter, før den begynder."),
            ),
        ]

    class Privacy:
        technical = ("referral", "fetched_by", "how", "escort", "noted_at", "noted_by")
        ordinary = ("planned_at", "left_at", "ended_at", "belongings")
        special = ("medicine", "motivation", "result")

    def __str__(self) -> str:
        return self.fetched_by

    @property
    def is_on_the_way(self) -> bool:
        return self.left_at is not None and self.ended_at is None
