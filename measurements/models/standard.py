"""*Kvalitetsstandard* (BEK 1477/2019 § 4): the municipality's own words to each of the fifteen points, dated.

A point that is written anew is a new version; what held before stays as it was.
"""

from __future__ import annotations

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, User
from accounts.policy import Can
from audit.models import TrackedManager

#: BEK 1477/2019 § 4 (L-26). How the ordinance words them is not known here: the municipality writes them.
POINTS = 15
#: A whole chapter fits in one point.
TEXT_LIMIT = 8000


class StandardPointQuerySet(CaseRecordQuerySet):
    seen_with = Can.SEE_COSTS
    never_shared = True

    def unit_q(self, user: User) -> Q:
        """The standard is the whole organisation's."""
        return Q()

    def in_order(self) -> Self:
        """By point, the newest version first."""
        return self.order_by("number", "-version")


class StandardPoint(CaseRecord):
    """One version of one point."""

    class Beside(models.TextChoices):
        """Which monitoring figures stand beside the text (`measurements.standard.figures`)."""

        GUARANTEE = "guarantee", _("Behandlingsgarantien")
        WAITING = "waiting", _("Ventedage")
        PLANS = "plans", _("Planer ved start")
        FOLLOW_UP = "follow_up", _("Opfølgning efter 1 og 6 måneder")
        ALL = "all", _("Alle fire")

    number = models.PositiveSmallIntegerField(_("punkt"), validators=[MinValueValidator(1), MaxValueValidator(POINTS)])
    version = models.PositiveSmallIntegerField(_("udgave"))
    title = models.CharField(_("overskrift"), max_length=120)
    text = models.TextField(_("kommunens tekst"), max_length=TEXT_LIMIT)
    beside = models.CharField(_("tal ved siden af"), max_length=10, choices=Beside.choices, blank=True)
    from_on = models.DateField(_("gælder fra"), default=timezone.localdate)
    written_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))

    objects = TrackedManager.from_queryset(StandardPointQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("punkt i kvalitetsstandarden")
        verbose_name_plural = _("punkter i kvalitetsstandarden")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number", "version"], name="standard_point_version_once"),
            models.CheckConstraint(
                name="standard_point_is_one_of_them", condition=Q(number__gte=1, number__lte=POINTS)
            ),
            models.CheckConstraint(name="standard_point_says_something", condition=~Q(title="") & ~Q(text="")),
            models.CheckConstraint(name="standard_point_stays_at_home", condition=Q(shared_with=None)),
        ]

    class Privacy:
        technical = ("number", "version", "title", "text", "beside", "from_on", "written_at", "written_by")

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
