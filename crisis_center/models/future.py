"""*Fremtidsplan* (S4 5.3): what the citizen wants, in the citizen's own words, a little at a time during the stay."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from audit.models import TrackedManager
from crisis_center.models.rows import StayChildQuerySet
from crisis_center.models.stay import Stay


class FutureEntryQuerySet(StayChildQuerySet):
    def in_force(self) -> Self:
        return self.filter(put_aside_at=None)


class FutureEntry(CaseRecord):
    """One thing of the future plan. Put aside when it no longer holds; what was said is kept."""

    class Theme(models.TextChoices):
        HOUSING = "housing", _("Bolig")
        ECONOMY = "economy", _("Økonomi")
        TREATMENT = "treatment", _("Behandling")
        HEALTH = "health", _("Helbred")
        FAMILY = "family", _("Familie og netværk")
        EVERYDAY = "everyday", _("Hverdag")
        OTHER = "other", _("Andet")

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="future_entries", verbose_name=_("ophold"))
    theme = models.CharField(_("emne"), max_length=10, choices=Theme.choices)
    words = models.TextField(_("borgerens egne ord"), max_length=1000)
    said_on = models.DateField(_("sagt"), default=timezone.localdate)
    #: Which side the citizen said it to.
    at_centre = models.BooleanField(_("skrevet på centret"), default=False)
    written_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))
    put_aside_at = models.DateTimeField(_("lagt til side"), null=True, blank=True)
    put_aside_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("lagt til side af"),
    )  # fmt: skip

    history_indexes = (("stay", "history_date"),)

    objects = TrackedManager.from_queryset(FutureEntryQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("ønske i fremtidsplanen")
        verbose_name_plural = _("fremtidsplan")
        constraints = [
            models.CheckConstraint(name="future_entry_says_something", condition=~Q(words="")),
            models.CheckConstraint(
                name="future_entry_aside_is_whole",
                condition=Q(put_aside_at=None, put_aside_by=None)
                | Q(put_aside_at__isnull=False, put_aside_by__isnull=False),
            ),
        ]

    class Privacy:
        technical = ("stay", "at_centre", "written_at", "written_by", "put_aside_at", "put_aside_by")
        ordinary = ("said_on",)
        special = ("theme", "words")

    def __str__(self) -> str:
        return str(self.get_theme_display())

    def get_absolute_url(self) -> str:
        return reverse("crisis_center:future", args=[self.stay_id])
