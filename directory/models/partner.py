"""Whom one works with, and what they offer (samarbejdspartnere, S2 p. 36-39, 49)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.models import TrackedManager
from directory.models.place import Place, place_key


class PartnerQuerySet(CaseRecordQuerySet):
    #: Whoever writes contacts picks the partner who referred.
    seen_with = Can.LOG_CONTACT

    def own_q(self, user: User) -> models.Q:
        return self.unit_q(user)

    def in_use(self) -> Self:
        return self.filter(closed_on=None)


class Partner(CaseRecord):
    """An offer, an authority or an organisation that the unit works with."""

    class Kind(models.TextChoices):
        DROP_IN_CENTRE = "drop_in_centre", _("Værested eller varmestue")
        SHELTER = "shelter", _("Forsorgshjem eller herberg")
        CONSUMPTION_ROOM = "consumption_room", _("Stofindtagelsesrum")
        STREET_OUTREACH = "street_outreach", _("Anden opsøgende indsats")
        HOSPITAL = "hospital", _("Sygehus")
        REGIONAL_PSYCHIATRY = "regional_psychiatry", _("Regional behandlingspsykiatri")
        SOCIAL_PSYCHIATRY = "social_psychiatry", _("Socialpsykiatri")
        GP = "gp", _("Almen praksis")
        RECEPTION = "reception", _("Modtagelse")
        TREATMENT = "treatment", _("Behandlingstilbud")
        SUPPORT_CONTACT_PERSON = "support_contact_person", _("Støtte- og kontaktpersoner (SKP)")
        HOME_SUPPORT = "home_support", _("Bostøtte")
        HOUSING = "housing", _("Bolig og boligsocial indsats")
        AUTHORITY = "authority", _("Myndighed")
        JOBCENTRE = "jobcentre", _("Jobcenter")
        POLICE = "police", _("Politi")
        PRISON = "prison", _("Kriminalforsorg")
        YOUTH = "youth", _("Uddannelse og ungdomshus")
        VOLUNTARY = "voluntary", _("Frivillig organisation")
        OTHER = "other", _("Andet")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    name = models.CharField(_("navn"), max_length=120)
    kind = models.CharField(_("art"), max_length=24, choices=Kind.choices)
    area = models.CharField(_("område"), max_length=80, blank=True)
    does_outreach = models.BooleanField(_("er selv opsøgende"), default=False)
    note = models.TextField(_("hvad de gør"), max_length=2000, blank=True)
    #: S2 p. 49: at most three citizens from psychiatry at a time. Who counts them stands in the rooms of citizens.
    quota = models.PositiveSmallIntegerField(
        _("højst så mange borgere ad gangen"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    closed_on = models.DateField(_("samarbejdet er ophørt"), null=True, blank=True)
    #: Casefolded name and area: SQLite's own case folding knows no æøå.
    search_key = models.CharField(max_length=220, editable=False)

    #: Only where `directory.partners.partners_by_kind` has asked.
    last_met: date | None
    has_agreement: bool
    agreement_due: bool
    message_due: bool

    objects = TrackedManager.from_queryset(PartnerQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("samarbejdspartner")
        verbose_name_plural = _("samarbejdspartnere")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name", "area"],
                name="partner_once_in_unit",
                violation_error_message=_("Samarbejdspartneren findes allerede."),
            ),
            models.CheckConstraint(
                name="partner_quota_is_somebody",
                condition=models.Q(quota=None) | models.Q(quota__gte=1),
                violation_error_message=_("Skriv mindst 1, eller lad feltet stå tomt."),
            ),
        ]

    class Privacy:
        technical = ("unit", "quota", "closed_on", "search_key")
        ordinary = ("name", "kind", "area", "does_outreach", "note")

    def __str__(self) -> str:
        return f"{self.name}, {self.area}" if self.area else self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:partner", args=[self.pk])

    def save(self, **options: Any) -> None:
        self.search_key = place_key(self.name, self.area)
        super().save(**options)


class PartOfPartnerQuerySet(CaseRecordQuerySet):
    """Rows that hang on a partner are the partner's unit's."""

    seen_with = Can.MANAGE_PLACES

    def unit_q(self, user: User) -> models.Q:
        return models.Q(partner__unit_id=user.membership.unit_id)

    def own_q(self, user: User) -> models.Q:
        return self.unit_q(user)


class PartnerLinkQuerySet(PartOfPartnerQuerySet):
    """Rows that tie partners to something else: a place, a meeting, an agreement."""

    def set_partners(self, partners: Iterable[Partner], **owner: models.Model) -> None:
        """Afterwards exactly `partners` are tied to `owner`."""
        wanted = {partner.pk: partner for partner in partners}
        tied: list[Any] = list(self.filter(**owner))
        for row in tied:
            if wanted.pop(row.partner_id, None) is None:
                row.delete()
        self.create_many(self.model(partner=partner, **owner) for partner in wanted.values())


class PartnerOfferQuerySet(PartOfPartnerQuerySet):
    seen_with = Can.LOG_CONTACT

    def in_use(self) -> Self:
        return self.filter(closed_on=None)


class PartnerOffer(CaseRecord):
    """What a partner can offer a citizen, and what it takes to get there."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="offers", verbose_name=_("samarbejdspartner"))
    name = models.CharField(_("tilbud"), max_length=120)
    offers = models.TextField(_("hvad det er"), max_length=1000, blank=True)
    demands = models.TextField(_("hvad det kræver"), max_length=1000, blank=True)
    closed_on = models.DateField(_("findes ikke mere fra"), null=True, blank=True)

    history_indexes = (("partner", "history_date"),)

    objects = TrackedManager.from_queryset(PartnerOfferQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("tilbud")
        verbose_name_plural = _("tilbud")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "name"],
                name="offer_once_at_partner",
                violation_error_message=_("Tilbuddet står der allerede."),
            )
        ]

    class Privacy:
        technical = ("closed_on",)
        ordinary = ("partner", "name", "offers", "demands")

    def __str__(self) -> str:
        return f"{self.name} ({self.partner})"


class PlacePartner(CaseRecord):
    """The partner is to be met at the place."""

    place = models.ForeignKey(
        Place, models.PROTECT, related_name="place_partners", db_index=False, verbose_name=_("sted")
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="place_partners", verbose_name=_("samarbejdspartner")
    )

    history_indexes = (("place", "history_date"), ("partner", "history_date"))

    objects = TrackedManager.from_queryset(PartnerLinkQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("samarbejdspartner på stedet")
        verbose_name_plural = _("samarbejdspartnere på stedet")
        constraints = [models.UniqueConstraint(fields=["place", "partner"], name="partner_once_at_place")]

    class Privacy:
        technical = ("place",)
        ordinary = ("partner",)

    def __str__(self) -> str:
        return f"{self.partner} · {self.place}"


class PartnerPerson(CaseRecord):
    """Whom one asks for at a partner: a professional, reached at work."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="people", verbose_name=_("samarbejdspartner"))
    name = models.CharField(_("navn"), max_length=120)
    title = models.CharField(_("titel"), max_length=80, blank=True)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    mail = models.EmailField(_("e-mail"), blank=True)
    hours = models.CharField(_("træffes"), max_length=120, blank=True)
    left_on = models.DateField(_("er der ikke mere fra"), null=True, blank=True)

    history_indexes = (("partner", "history_date"),)

    objects = TrackedManager.from_queryset(PartOfPartnerQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("kontaktperson hos samarbejdspartner")
        verbose_name_plural = _("kontaktpersoner hos samarbejdspartner")
        ordering = ["name"]

    class Privacy:
        technical = ("partner", "left_on")
        ordinary = ("name", "title", "phone", "mail", "hours")

    def __str__(self) -> str:
        return f"{self.name}, {self.title}" if self.title else self.name
