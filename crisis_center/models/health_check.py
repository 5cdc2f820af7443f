"""*Bredere sundhedstjek*, within the first week or two (S4 5.3.2)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.models import TrackedManager
from crisis_center.models.of_stay import OfStay
from crisis_center.models.rows import StayChildQuerySet


class HealthCheck(OfStay):
    """That it was done, and who follows up on what: home's row, shared. What was found is the centre's health note."""

    done_on = models.DateField(_("hvornår"), default=timezone.localdate)
    examiner = models.CharField(_("af hvem"), max_length=160)
    follow_up = models.CharField(_("hvad skal følges op"), max_length=500, blank=True)
    follow_up_owner = models.CharField(_("hvem følger op"), max_length=160, blank=True)

    objects = TrackedManager.from_queryset(StayChildQuerySet)()

    class Meta(OfStay.Meta):
        verbose_name = _("bredere sundhedstjek")
        verbose_name_plural = _("bredere sundhedstjek")
        constraints = [
            models.CheckConstraint(
                name="health_follow_up_has_owner",
                condition=Q(follow_up="", follow_up_owner="") | ~Q(follow_up="") & ~Q(follow_up_owner=""),
                violation_error_message=_("Skriv både, hvad der skal følges op, og hvem der gør det."),
            )
        ]

    class Privacy:
        technical = ("examiner", "follow_up_owner")
        ordinary = ("done_on",)
        special = ("follow_up",)

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
