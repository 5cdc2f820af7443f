"""*Akutte problemstillinger* that somebody must act on at once (S4 5.3.2), and contact to the authority at home."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.models import TrackedManager
from crisis_center.models.of_stay import OfStay
from crisis_center.models.rows import StayChildQuerySet


class AcuteProblemQuerySet(StayChildQuerySet):
    def unsolved(self) -> Self:
        return self.filter(solved_at=None)


class AcuteProblem(OfStay):
    """One problem with one owner, at the centre or at home, by name. Home's row, shared with the operator."""

    class Side(models.TextChoices):
        CENTRE = "centre", _("Akutkrisecentret")
        HOME = "home", _("Hjemkommunen")

    what = models.CharField(_("hvad er problemet"), max_length=300)
    side = models.CharField(_("hvem skal handle"), max_length=8, choices=Side.choices)
    owner = models.CharField(_("hvem, ved navn"), max_length=160)
    due_on = models.DateField(_("senest"), default=timezone.localdate)
    solved_at = models.DateTimeField(_("løst"), null=True, blank=True)
    solved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("løst af")
    )

    objects = TrackedManager.from_queryset(AcuteProblemQuerySet)()

    class Meta(OfStay.Meta):
        verbose_name = _("akut problem")
        verbose_name_plural = _("akutte problemer")
        constraints = [
            models.CheckConstraint(
                name="acute_problem_solved_is_whole",
                condition=Q(solved_at=None, solved_by=None) | Q(solved_at__isnull=False, solved_by__isnull=False),
            )
        ]

    class Privacy:
        technical = ("owner", "side", "solved_by")
        ordinary = ("due_on", "solved_at")
        special = ("what",)

    def __str__(self) -> str:
        return self.what


class AuthorityContact(OfStay):
    """The authority at home was spoken with about the plan after SEL § 141 (S4 5.3.2). Home's row, shared."""

    spoken_at = models.DateTimeField(_("hvornår"))
    whom = models.CharField(_("med hvem"), max_length=160)
    agreed = models.CharField(_("hvad blev aftalt"), max_length=300, blank=True)

    objects = TrackedManager.from_queryset(StayChildQuerySet)()

    class Meta(OfStay.Meta):
        verbose_name = _("kontakt til myndighed")
        verbose_name_plural = _("kontakter til myndighed")

    class Privacy:
        technical = ("whom",)
        ordinary = ("spoken_at",)
        special = ("agreed",)

    def __str__(self) -> str:
        return self.whom
