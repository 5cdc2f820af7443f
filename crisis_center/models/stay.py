"""*Ophold* (S4 5.3.2): from arrival until the citizen has left, and which room meanwhile."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from audit.models import TrackedManager
from cases.models import Case
from crisis_center.models.centre import Centre, Room
from crisis_center.models.referral import CentreReferral
from crisis_center.models.rows import OfStayQuerySet, SharedQuerySet


class StayQuerySet(SharedQuerySet):
    def going(self) -> Self:
        return self.filter(left_at=None)


class Stay(CaseRecord):
    """One stay. Home's row, shared with the operator; `referral.called` is what the centre knows the citizen by."""

    class Left(models.TextChoices):
        PLANNED = "planned", _("Planlagt udslusning")
        EARLY = "early", _("Tidligere end planlagt, efter aftale")
        OWN_WISH = "own_wish", _("Efter borgerens eget ønske")
        LEADERS_DECISION = "leaders_decision", _("Lederens beslutning")
        WITHOUT_WORD = "without_word", _("Gik uden at sige noget")
        MUNICIPALITY = "municipality", _("Kommunens afgørelse")
        HOSPITAL = "hospital", _("Indlagt på sygehus")
        OTHER = "other", _("Andet")

    referral = models.OneToOneField(CentreReferral, models.PROTECT, related_name="stay", verbose_name=_("henvendelse"))
    case = models.ForeignKey(Case, models.PROTECT, related_name="stays", verbose_name=_("forløb"))
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="stays", verbose_name=_("center"))
    arrived_at = models.DateTimeField(_("ankommet"))
    arrived_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("modtaget af")
    )
    noted_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    expected_until = models.DateField(_("forventet til"), null=True, blank=True)
    #: SEL § 110: within three weekdays (domain 11, L-09).
    informed_at = models.DateTimeField(_("hjemkommunen underrettet"), null=True, blank=True)
    informed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("underrettet af")
    )
    left_at = models.DateTimeField(_("rejste"), null=True, blank=True)
    left_how = models.CharField(_("hvordan sluttede opholdet"), max_length=20, choices=Left.choices, blank=True)
    left_because = models.TextField(_("begrundelse"), max_length=1000, blank=True)
    left_to = models.CharField(_("hvor borgeren rejste hen"), max_length=200, blank=True)
    left_noted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("afsluttet af")
    )

    #: Whether its reader works at the centre; hung on by `crisis_center.access`, never stored.
    at_centre: bool = False

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(StayQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("ophold")
        verbose_name_plural = _("ophold")
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(left_at=None),
                name="stay_open_once",
                violation_error_message=_("Borgeren har allerede et ophold i gang."),
            ),
            models.CheckConstraint(
                name="stay_informed_is_whole",
                condition=Q(informed_at=None, informed_by=None)
                | Q(informed_at__isnull=False, informed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="stay_left_is_whole",
                condition=Q(left_at=None, left_how="", left_noted_by=None)
                | Q(left_at__gte=F("arrived_at"), left_noted_by__isnull=False) & ~Q(left_how=""),
                violation_error_message=_("Skriv, hvornår og hvordan opholdet sluttede. Det slutter efter ankomsten."),
            ),
            models.CheckConstraint(
                name="stay_leaders_decision_has_reason",
                condition=~Q(left_how="leaders_decision") | ~Q(left_because=""),
                violation_error_message=_("Lederens beslutning har en begrundelse."),
            ),
        ]
        indexes = [
            models.Index(fields=["centre"], condition=Q(left_at=None), name="stays_going"),
            models.Index(fields=["centre", "-arrived_at"], name="stays_of_centre"),
        ]

    class Privacy:
        technical = (
            "referral",
            "case",
            "centre",
            "arrived_by",
            "noted_at",
            "informed_at",
            "informed_by",
            "left_noted_by",
        )
        ordinary = ("arrived_at", "expected_until", "left_at")
        special = ("left_how", "left_because", "left_to")

    def __str__(self) -> str:
        return self.referral.called

    def get_absolute_url(self) -> str:
        return reverse("crisis_center:stay", args=[self.pk])

    @property
    def is_going(self) -> bool:
        return self.left_at is None

    def day_number(self, now: datetime | None = None) -> int:
        """The day of arrival is day 1; of an ended stay its last."""
        until = timezone.localdate(self.left_at or now or timezone.now())
        return (until - timezone.localdate(self.arrived_at)).days + 1

    @property
    def inform_by(self) -> date | None:
        """The last of three weekdays after the arrival; None where the law sets no such term (SEL § 107)."""
        if not self.centre.leader_decides:
            return None
        day, left = timezone.localdate(self.arrived_at), 3
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < 5
        return day


class RoomUseQuerySet(OfStayQuerySet):
    def going(self) -> Self:
        return self.filter(to_at=None)


class RoomUse(CaseRecord):
    """Who has which room. The centre's own: home never learns where in the house a citizen sleeps."""

    inner = True

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="room_uses", verbose_name=_("ophold"))
    room = models.ForeignKey(Room, models.PROTECT, related_name="uses", verbose_name=_("værelse"))
    from_at = models.DateTimeField(_("fra"))
    to_at = models.DateTimeField(_("til"), null=True, blank=True)

    objects = TrackedManager.from_queryset(RoomUseQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("værelse i brug")
        verbose_name_plural = _("værelser i brug")
        constraints = [
            models.UniqueConstraint(fields=["room"], condition=Q(to_at=None), name="room_taken_once"),
            models.UniqueConstraint(fields=["stay"], condition=Q(to_at=None), name="stay_in_one_room"),
            models.CheckConstraint(
                name="room_use_ends_after_start", condition=Q(to_at=None) | Q(to_at__gte=F("from_at"))
            ),
            models.CheckConstraint(name="room_use_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("stay",)
        ordinary = ("room", "from_at", "to_at")

    def __str__(self) -> str:
        return str(self.room)
