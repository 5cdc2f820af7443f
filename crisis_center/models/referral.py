"""*Henvendelse til akutkrisecenter* (S4 5.3.1): what the mentor tells the centre, and what was decided.

The row is home's, shared with the operator; it holds copies of what the citizen's consent covers, never the citizen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, Unit, User
from audit.models import TrackedManager
from cases.models import Case, Consent
from crisis_center.models.centre import Centre
from crisis_center.models.rows import SharedQuerySet


@dataclass(frozen=True)
class Side:
    """In which fields of a referral one of the two who answer says yes or no, and why."""

    said: str
    at: str
    by: str
    refusal: str
    words: str
    instead: str
    appeal_told: str

    def has_said(self, referral: CentreReferral) -> bool | None:
        said: bool | None = getattr(referral, self.said)
        return said

    def moment(self, referral: CentreReferral) -> datetime | None:
        moment: datetime | None = getattr(referral, self.at)
        return moment

    def why(self, referral: CentreReferral) -> dict[str, Any]:
        """The no's parts, by the names which both sides' forms and actions have for them; blank after a yes."""
        names = {"refusal": self.refusal, "refusal_words": self.words, "instead": self.instead,
                 "appeal_told": self.appeal_told}  # fmt: skip
        return {name: getattr(referral, column) for name, column in names.items()}

    def reason(self, referral: CentreReferral) -> str:
        """ "Situationen er ikke akut"; empty after a yes."""
        return refusal_label(getattr(referral, self.refusal))


CENTRE = Side("accepted", "decided_at", "decided_by", "refusal", "refusal_words", "instead", "appeal_told")
#: SEL § 107: the municipality's own decision stands beside the centre's (domain 15).
MUNICIPALITY = Side("granted", "granted_at", "granted_by", "denial", "denial_words", "denial_instead",
                    "denial_appeal_told")  # fmt: skip


class CentreReferralQuerySet(SharedQuerySet):
    def open(self) -> Self:
        """Asked, and neither refused, withdrawn nor arrived."""
        from crisis_center.models.stay import Stay

        arrived = Stay.objects.filter(referral=OuterRef("pk"))
        return self.filter(~Q(accepted=False), ~Q(granted=False), withdrawn_at=None).exclude(Exists(arrived))

    def undecided(self) -> Self:
        return self.open().filter(accepted=None)

    def fetchable(self, today: date) -> Self:
        """Agreed by all who decide, not arrived, with a room as far as the centre has said, and nobody is fetching."""
        from crisis_center.models.pick_up import PickUp

        going = PickUp.objects.going().filter(referral=OuterRef("pk"))
        agreed = Q(centre__legal_basis=Centre.LegalBasis.SEL_110) | Q(granted=True)
        room = Q(no_room_at=None) | Q(room_from_on__lte=today)
        return self.expected().filter(agreed, room).exclude(Exists(going))

    def on_the_way(self) -> Self:
        """With who is fetching the citizen, as far as known: `fetched_by`, `fetch_planned_at`, `fetch_left_at`."""
        # At most one is going on, so the join gives no row twice.
        rows = self.annotate(going=FilteredRelation("pick_ups", condition=Q(pick_ups__ended_at=None)))
        columns = {"fetched_by": "fetched_by", "fetch_planned_at": "planned_at", "fetch_left_at": "left_at"}
        return rows.annotate(**{name: F(f"going__{column}") for name, column in columns.items()})

    def expected(self) -> Self:
        """The centre has said yes: waiting for a room or on the way."""
        return self.open().filter(accepted=True)


def _why_with_a_no(side: Side) -> Q:
    # A check that comes to NULL holds: an answer that is not there is asked about by itself.
    no = Q(**{f"{side.said}__isnull": False, side.said: False})
    other = Q(**{f"{side.said}__isnull": True}) | Q(**{side.said: True})
    blank = Q(**{side.refusal: ""})
    return other & blank | no & ~blank


class CentreReferral(CaseRecord):
    """One question to one centre about one citizen."""

    class Refusal(models.TextChoices):
        """Never that somebody is too difficult to help (S4 5.3.1)."""

        NO_ROOM = "no_room", _("Der er ikke plads, og borgeren kan ikke vente")
        NOT_ACUTE = "not_acute", _("Situationen er ikke akut")
        NEEDS_HOSPITAL = "needs_hospital", _("Borgeren har brug for indlæggelse")
        OTHER_OFFER = "other_offer", _("Et andet tilbud passer bedre")
        NOT_MUNICIPALITY = "not_municipality", _("Kommunen er ikke borgerens hjemkommune")
        OTHER = "other", _("Andet")

    case = models.ForeignKey(Case, models.PROTECT, related_name="centre_referrals", verbose_name=_("forløb"))
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="referrals", verbose_name=_("center"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("hjemkommunens enhed")
    )
    consent = models.ForeignKey(
        Consent, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("samtykke")
    )
    #: The centre reads no consent: when it was taken back stands here, written with it.
    consent_withdrawn_on = models.DateField(_("samtykket trukket tilbage"), null=True, blank=True)
    #: What the citizen is called at the centre.
    called = models.CharField(_("navn eller kaldenavn"), max_length=120)
    born_year = models.PositiveSmallIntegerField(
        _("født (år)"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    why = models.TextField(_("hvad er situationen"), max_length=2000)
    life_threatening = models.BooleanField(_("livstruende"), default=False)
    first_needs = models.TextField(_("brug for det første døgn"), max_length=1000, blank=True)
    known_illness = models.TextField(_("kendte sygdomme og medicin"), max_length=1000, blank=True)
    citizens_wish = models.TextField(_("borgerens eget ønske"), max_length=1000, blank=True)
    home_wishes = models.TextField(_("ønsker om hjemkommunen"), max_length=1000, blank=True)
    travels_alone = models.BooleanField(_("kan rejse alene"), null=True, blank=True)
    #: *Skjult opholdssted*: nobody is told that the citizen is there, many owe money in the drug scene.
    hidden = models.BooleanField(_("skjult opholdssted"), default=False)
    home_contact = models.CharField(_("hvem i kommunen"), max_length=160, blank=True)
    asked_at = models.DateTimeField(_("spurgt"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False, verbose_name=_("spurgt af"))
    noted_at = models.DateTimeField(_("skrevet"), default=timezone.now, editable=False)

    assessment = models.TextField(_("centrets vurdering"), max_length=2000, blank=True)
    accepted = models.BooleanField(_("centret siger ja"), null=True, blank=True)
    decided_at = models.DateTimeField(_("besluttet"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("besluttet af")
    )
    #: *Venter på plads*: the centre has said that no room is free yet, and perhaps from which day one is.
    no_room_at = models.DateTimeField(_("ingen ledig plads, sagt"), null=True, blank=True)
    room_from_on = models.DateField(_("plads fra"), null=True, blank=True)
    refusal = models.CharField(_("hvorfor centret siger nej"), max_length=20, choices=Refusal.choices, blank=True)
    refusal_words = models.TextField(_("centrets begrundelse"), max_length=1000, blank=True)
    instead = models.TextField(_("hvad gøres i stedet, siger centret"), max_length=1000, blank=True)
    appeal_told = models.BooleanField(_("klagevejledning givet af centret"), default=False)
    granted = models.BooleanField(_("kommunen bevilger"), null=True, blank=True)
    granted_at = models.DateTimeField(_("afgjort"), null=True, blank=True)
    granted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("afgjort af")
    )
    denial = models.CharField(_("hvorfor kommunen giver afslag"), max_length=20, choices=Refusal.choices, blank=True)
    denial_words = models.TextField(_("kommunens begrundelse"), max_length=1000, blank=True)
    denial_instead = models.TextField(_("hvad gøres i stedet, siger kommunen"), max_length=1000, blank=True)
    denial_appeal_told = models.BooleanField(_("klagevejledning givet af kommunen"), default=False)
    withdrawn_at = models.DateTimeField(_("trukket tilbage"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("af hvem"),
    )
    withdrawn_because = models.CharField(_("hvorfor"), max_length=200, blank=True)

    #: Whether its reader works at the centre; hung on by `crisis_center.access`, never stored.
    at_centre: bool = False

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(CentreReferralQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("henvendelse til akutkrisecenter")
        verbose_name_plural = _("henvendelser til akutkrisecentre")
        constraints = [
            models.CheckConstraint(
                name="centre_decision_is_whole",
                condition=Q(accepted=None, decided_at=None, decided_by=None)
                | Q(accepted__isnull=False, decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="municipal_decision_is_whole",
                condition=Q(granted=None, granted_at=None, granted_by=None)
                | Q(granted__isnull=False, granted_at__isnull=False, granted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="centre_refusal_says_why",
                condition=_why_with_a_no(CENTRE),
                violation_error_message=_("Et nej har en grund."),
            ),
            models.CheckConstraint(
                name="municipal_denial_says_why",
                condition=_why_with_a_no(MUNICIPALITY),
                violation_error_message=_("Et nej har en grund."),
            ),
            models.CheckConstraint(
                name="centre_consent_withdrawn_was_given",
                condition=Q(consent_withdrawn_on=None) | Q(consent__isnull=False),
            ),
            models.CheckConstraint(
                name="centre_room_from_a_day_of_those_who_wait",
                condition=Q(room_from_on=None) | Q(no_room_at__isnull=False),
            ),
            models.CheckConstraint(
                name="centre_referral_withdrawn_is_whole",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_because=""),
                violation_error_message=_("Skriv kort, hvorfor henvendelsen trækkes tilbage."),
            ),
        ]
        indexes = [models.Index(fields=["centre", "-asked_at"], name="referrals_of_centre")]

    class Privacy:
        technical = (
            "case", "centre", "unit", "consent", "home_contact", "asked_by", "noted_at", "decided_by", "granted_by",
            "withdrawn_by", "appeal_told", "denial_appeal_told",
        )  # fmt: skip
        ordinary = ("asked_at", "decided_at", "granted_at", "withdrawn_at", "called", "born_year", "travels_alone",
                    "no_room_at", "room_from_on", "consent_withdrawn_on")  # fmt: skip
        special = (
            "why", "life_threatening", "first_needs", "known_illness", "citizens_wish", "home_wishes", "hidden",
            "assessment", "accepted", "granted", "refusal", "refusal_words", "instead", "denial", "denial_words",
            "denial_instead", "withdrawn_because",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.called

    def get_absolute_url(self) -> str:
        return reverse("crisis_center:referral", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Neither refused nor withdrawn; whether the citizen has arrived, the stay tells."""
        return self.accepted is not False and self.granted is not False and self.withdrawn_at is None

    @property
    def may_arrive(self) -> bool:
        """All who must have said yes: under SEL § 107 the municipality too."""
        granted = self.centre.leader_decides or self.granted is True
        return self.is_open and self.accepted is True and granted


def refusal_label(reason: str) -> str:
    """ "Situationen er ikke akut"; empty without a reason."""
    return str(CentreReferral.Refusal(reason).label) if reason else ""
