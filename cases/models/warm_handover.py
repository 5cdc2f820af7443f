"""Overlevering: a citizen is brought to another offer, and both ends say so (S2 p. 44-46; S3 P1, P3: no wrong door).

`cases.handover` is something else: a caseload that goes from one colleague to another.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, User
from audit.models import TrackedManager
from cases.models.case import Case
from cases.models.citizen import Citizen, CitizenChildQuerySet, sees_citizen
from cases.models.receiver import WithReceiver, one_receiver
from directory.models import PartnerOffer

#: Days without an answer after which a handover comes back: the money lasts "de første to-tre dage" of a month and
#: motivation a few days more (S2 p. 24, 44), so whoever was not reached within a week is asked for.
ANSWER_DAYS = 7
#: Days from the first meeting in which a contact should have become stable: as long as a caseload counts a new course.
SETTLE_DAYS = 30
#: Days a receiver's link works.
LINK_DAYS = 14

#: The one definition: the receiver said yes, the citizen came, and the contact holds. To have referred is not enough.
BRIDGED = Q(confirmed_on__isnull=False, arrived_on__isnull=False, stable_on__isnull=False, ended_on=None)


class HandoverQuerySet(CitizenChildQuerySet):
    never_shared = True

    def open(self) -> Self:
        return self.filter(stable_on=None, ended_on=None)

    def bridged(self) -> Self:
        return self.filter(BRIDGED)

    def unanswered(self, today: date, now: datetime | None = None) -> Self:
        """Nobody has said for a week (from the agreed day, if that is later) that the receiver takes over and the
        citizen came; or the receiver's link ran out."""
        since = today - timedelta(days=ANSWER_DAYS)
        lapsed = HandoverLink.objects.filter(
            handover=OuterRef("pk"), revoked_at=None, expires_at__lte=now or timezone.now()
        )
        late = Q(begun_on__lte=since) & (Q(meeting_on=None) | Q(meeting_on__lte=since))
        missing = Q(confirmed_on=None) | Q(arrived_on=None)
        return self.open().filter(missing).annotate(link_lapsed=Exists(lapsed)).filter(late | Q(link_lapsed=True))

    def unsettled(self, today: date) -> Self:
        """The citizen came a month ago, and nobody has said that the contact holds."""
        return self.open().filter(confirmed_on__isnull=False, arrived_on__lte=today - timedelta(days=SETTLE_DAYS))


class Handover(WithReceiver):
    """One citizen to one receiver: facts with dates, each said by somebody."""

    class Level(models.TextChoices):
        """The three levels of *no wrong door* (S3 P1, P3)."""

        INFORMATION = "information", _("1 · Oplysninger givet")
        CALL = "call", _("2 · Ringet sammen")
        ESCORT = "escort", _("3 · Følge")

    class Told(models.TextChoices):
        RECEIVER = "receiver", _("Modtageren har sagt det")
        CITIZEN = "citizen", _("Borgeren har sagt det")
        SEEN = "seen", _("Vi var med")
        LINK = "link", _("Kvitteret via link")

    class EndReason(models.TextChoices):
        CHANGED_MIND = "changed_mind", _("Borgeren har ombestemt sig")
        REFUSED = "refused", _("Tilbuddet sagde nej")
        MOVED = "moved", _("Borgeren er flyttet")
        OTHER = "other", _("Andet")

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="handovers", verbose_name=_("borger"))
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("forløb")
    )
    offer = models.ForeignKey(
        PartnerOffer, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("tilbud")
    )
    level = models.CharField(_("hvordan"), max_length=12, choices=Level.choices)
    hopes = models.CharField(_("hvad borgeren håber på og er lovet"), max_length=500, blank=True)
    meeting_on = models.DateField(_("første møde"), null=True, blank=True)
    meeting_at = models.TimeField(_("klokken"), null=True, blank=True)
    escort = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("følges af")
    )
    begun_on = models.DateField(_("begyndt"))
    noted_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("skrevet af"))
    confirmed_on = models.DateField(_("modtaget"), null=True, blank=True)
    confirmed_how = models.CharField(_("modtaget, hvordan"), max_length=10, choices=Told.choices, blank=True)
    confirmed_who = models.CharField(_("modtaget af"), max_length=120, blank=True)
    arrived_on = models.DateField(_("mødt op"), null=True, blank=True)
    arrived_how = models.CharField(_("mødt op, hvordan vides det"), max_length=10, choices=Told.choices, blank=True)
    stable_on = models.DateField(_("stabil kontakt"), null=True, blank=True)
    stable_what = models.CharField(_("hvad gør kontakten stabil"), max_length=300, blank=True)
    ended_on = models.DateField(_("sluttet uden"), null=True, blank=True)
    ended_reason = models.CharField(_("hvorfor"), max_length=12, choices=EndReason.choices, blank=True)
    ended_words = models.CharField(_("hvorfor, med ord"), max_length=300, blank=True)

    history_indexes = (("citizen", "history_date"),)

    objects = TrackedManager.from_queryset(HandoverQuerySet)()

    class Meta(WithReceiver.Meta):
        verbose_name = _("overlevering")
        verbose_name_plural = _("overleveringer")
        constraints = [
            one_receiver("handover_names_one"),
            models.CheckConstraint(
                name="handover_offer_is_a_partners", condition=Q(offer=None) | Q(partner__isnull=False)
            ),
            models.CheckConstraint(
                name="handover_clock_has_day",
                condition=Q(meeting_at=None) | Q(meeting_on__isnull=False),
                violation_error_message=_("Vælg også dagen for det første møde."),
            ),
            models.CheckConstraint(
                name="handover_confirmed_is_whole",
                condition=Q(confirmed_on=None, confirmed_how="", confirmed_who="")
                | Q(confirmed_on__gte=F("begun_on")) & ~Q(confirmed_how=""),
                violation_error_message=_("Dagen ligger før overleveringen begyndte."),
            ),
            models.CheckConstraint(
                name="handover_arrived_is_whole",
                condition=Q(arrived_on=None, arrived_how="") | Q(arrived_on__gte=F("begun_on")) & ~Q(arrived_how=""),
                violation_error_message=_("Dagen ligger før overleveringen begyndte."),
            ),
            models.CheckConstraint(
                name="handover_stable_is_whole",
                condition=Q(stable_on=None, stable_what="")
                | Q(stable_on__gte=F("begun_on"), ended_on=None) & ~Q(stable_what=""),
                violation_error_message=_("Skriv dagen, og hvad der gør kontakten stabil."),
            ),
            models.CheckConstraint(
                name="handover_ended_is_whole",
                condition=Q(ended_on=None, ended_reason="", ended_words="")
                | Q(ended_on__gte=F("begun_on")) & ~Q(ended_reason=""),
                violation_error_message=_("Skriv dagen, og hvorfor overleveringen sluttede."),
            ),
            models.CheckConstraint(
                name="handover_refused_says_why",
                condition=~Q(ended_reason__in=("refused", "other")) | ~Q(ended_words=""),
                violation_error_message=_("Skriv, hvorfor."),
            ),
            models.CheckConstraint(name="handover_never_shared", condition=Q(shared_with__isnull=True)),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "begun_on"], condition=Q(stable_on=None, ended_on=None), name="handover_open"
            ),
            models.Index(fields=["organisation", "-begun_on"], name="handover_of_organisation"),
        ]

    class Privacy:
        technical = ("case", "escort", "noted_at", "noted_by", "confirmed_how", "confirmed_who", "arrived_how")
        ordinary = ("citizen", "level", "begun_on", "confirmed_on", "arrived_on")
        special = (
            "offer", "hopes", "meeting_on", "meeting_at", "stable_on", "stable_what", "ended_on", "ended_reason",
            "ended_words",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.receiver

    def get_absolute_url(self) -> str:
        return reverse("cases:warm_handover", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.stable_on is None and self.ended_on is None


class HandoverLinkQuerySet(CitizenChildQuerySet):
    never_shared = True

    def unit_q(self, user: User) -> Q:
        return sees_citizen(user, "handover__citizen")

    def own_q(self, user: User) -> Q:
        return sees_citizen(user, "handover__citizen", own=True)

    def live(self) -> Self:
        """Those that still open a door: not run out, not called back, of a handover that was not given up."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now(), handover__ended_on=None)


class HandoverLink(CaseRecord):
    """A secret address for the receiver. Only its digest is kept: whoever reads the database cannot answer for them."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="links", verbose_name=_("overlevering"))
    digest = models.CharField(_("aftryk"), max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("lavet"), default=timezone.now)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("lavet af"))
    expires_at = models.DateTimeField(_("udløber"))
    revoked_at = models.DateTimeField(_("kaldt tilbage"), null=True, blank=True)

    history_indexes = (("handover", "history_date"),)

    objects = TrackedManager.from_queryset(HandoverLinkQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("link til kvittering")
        verbose_name_plural = _("links til kvittering")
        constraints = [
            models.UniqueConstraint(fields=["handover"], condition=Q(revoked_at=None), name="handover_link_once"),
            models.CheckConstraint(name="handover_link_expires", condition=Q(expires_at__gt=F("made_at"))),
            models.CheckConstraint(name="handover_link_never_shared", condition=Q(shared_with__isnull=True)),
        ]

    class Privacy:
        technical = ("handover", "made_at", "made_by", "expires_at", "revoked_at")
        confidential = ("digest",)

    def __str__(self) -> str:
        return f"{timezone.localtime(self.made_at):%d.%m.%Y %H.%M}"
