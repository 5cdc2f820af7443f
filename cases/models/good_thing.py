"""What goes well: it stands in the plan beside the goals, with its day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord
from audit.models import TrackedManager
from cases.models.citizen import Citizen, CitizenChildQuerySet


class GoodThingQuerySet(CitizenChildQuerySet):
    never_shared = True


class GoodThing(CaseRecord):
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="good_things", verbose_name=_("borger"))
    words = models.CharField(_("det, der går godt"), max_length=300)
    said_on = models.DateField(_("dag"), default=timezone.localdate)

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(GoodThingQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("det går godt")
        verbose_name_plural = _("det går godt")
        constraints = [
            models.CheckConstraint(name="good_thing_says_something", condition=~Q(words="")),
            models.CheckConstraint(name="good_thing_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("citizen",)
        ordinary = ("said_on",)
        special = ("words",)

    def __str__(self) -> str:
        return self.words
