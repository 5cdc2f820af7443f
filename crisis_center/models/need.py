"""*Behov* during stabilisation: eight areas, what is done, on whose wish (S4 5.3.2). The centre's own."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.models import TrackedManager
from crisis_center.models.of_stay import OfStay
from crisis_center.models.rows import OfStayQuerySet


class NeedQuerySet(OfStayQuerySet):
    def open(self) -> Self:
        return self.filter(closed_at=None)


class Need(OfStay):
    """They change on the way: one that is met is closed, and a new one is written."""

    inner = True

    class Area(models.TextChoices):
        FOOD = "food", _("Mad")
        CLOTHES = "clothes", _("Tøj")
        SHELTER = "shelter", _("Husly")
        CONTACT = "contact", _("Kontakt")
        SAFETY = "safety", _("Sikkerhed")
        HEALTH = "health", _("Helbred")
        MIND = "mind", _("Psykisk")
        SOCIAL = "social", _("Socialt")

    class Wish(models.TextChoices):
        CITIZEN = "citizen", _("Borgeren")
        CENTRE = "centre", _("Centret")
        BOTH = "both", _("Begge")

    area = models.CharField(_("område"), max_length=10, choices=Area.choices)
    doing = models.CharField(_("hvad gøres"), max_length=300)
    wish = models.CharField(_("hvem ønsker det"), max_length=8, choices=Wish.choices, default=Wish.CITIZEN)
    closed_at = models.DateTimeField(_("lukket"), null=True, blank=True)
    closed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("lukket af")
    )

    objects = TrackedManager.from_queryset(NeedQuerySet)()

    class Meta(OfStay.Meta):
        verbose_name = _("behov")
        verbose_name_plural = _("behov")
        constraints = [
            models.CheckConstraint(
                name="need_closed_is_whole",
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
            models.CheckConstraint(name="need_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("closed_by",)
        ordinary = ("closed_at",)
        special = ("area", "doing", "wish")

    def __str__(self) -> str:
        return str(self.get_area_display())
