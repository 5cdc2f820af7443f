"""Samarbejdsaftaler: who does what, where one's work meets the other's, what is not passed on (S2 p. 37-39)."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord, CaseRecordQuerySet, Unit, User
from accounts.policy import Can
from audit.models import TrackedManager
from directory.models.partner import Partner, PartnerLinkQuerySet


class AgreementQuerySet(CaseRecordQuerySet):
    seen_with = Can.MANAGE_PLACES

    def own_q(self, user: User) -> models.Q:
        return self.unit_q(user)

    def in_force(self, today: date) -> Self:
        """Not ended; a draft that nobody has signed counts, because it is worked on."""
        return self.filter(models.Q(ended_on=None) | models.Q(ended_on__gt=today))

    def due_for_review(self, today: date) -> Self:
        """In force with somebody one still works with."""
        parties = AgreementParty.objects.filter(agreement=models.OuterRef("pk"), partner__closed_on=None)
        return self.in_force(today).filter(models.Exists(parties), review_on__lte=today)


class Agreement(CaseRecord):
    """What the unit and one or several partners have agreed in writing."""

    class Level(models.TextChoices):
        MANAGEMENT = "management", _("Ledelse")
        PRACTICE = "practice", _("Udførende")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("enhed"))
    title = models.CharField(_("hvad handler aftalen om"), max_length=160)
    level = models.CharField(_("niveau"), max_length=10, choices=Level.choices, default=Level.PRACTICE)
    #: Whom the partners' rows do not name: a department, a person who signs.
    parties = models.CharField(_("parter"), max_length=300, blank=True)
    roles = models.TextField(_("roller"), max_length=2000, blank=True)
    responsibilities = models.TextField(_("ansvar"), max_length=2000, blank=True)
    interfaces = models.TextField(_("snitflader"), max_length=2000, blank=True)
    visits = models.CharField(_("besøgsdage og tider"), max_length=300, blank=True)
    not_passed_on = models.TextField(_("hvad vi ikke bringer videre"), max_length=2000, blank=True)
    disagreement = models.TextField(_("når vi er uenige"), max_length=2000, blank=True)
    signed_on = models.DateField(_("underskrevet"), null=True, blank=True)
    reviewed_on = models.DateField(_("sidst gennemgået"), null=True, blank=True)
    review_on = models.DateField(_("gennemgås næste gang"), null=True, blank=True)
    responsible = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("ansvarlig")
    )
    ended_on = models.DateField(_("ophørt"), null=True, blank=True)

    objects = TrackedManager.from_queryset(AgreementQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("samarbejdsaftale")
        verbose_name_plural = _("samarbejdsaftaler")
        constraints = [
            models.CheckConstraint(
                name="agreement_ends_after_signing",
                condition=models.Q(ended_on=None)
                | models.Q(signed_on=None)
                | models.Q(ended_on__gte=models.F("signed_on")),
                violation_error_message=_("Aftalen kan ikke ophøre, før den er underskrevet."),
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "unit", "review_on"],
                condition=models.Q(review_on__isnull=False),
                name="agreement_review_due",
            )
        ]

    class Privacy:
        technical = ("unit", "level", "signed_on", "reviewed_on", "review_on", "responsible", "ended_on")
        ordinary = (
            "title", "parties", "roles", "responsibilities", "interfaces", "visits", "not_passed_on", "disagreement",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("directory:agreement", args=[self.pk])


class AgreementParty(CaseRecord):
    """The partner is a party to the agreement."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="agreement_parties", db_index=False, verbose_name=_("aftale")
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, related_name="agreement_parties", verbose_name=_("samarbejdspartner")
    )

    history_indexes = (("agreement", "history_date"),)

    objects = TrackedManager.from_queryset(PartnerLinkQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("part i aftalen")
        verbose_name_plural = _("parter i aftalen")
        constraints = [models.UniqueConstraint(fields=["agreement", "partner"], name="partner_once_in_agreement")]

    class Privacy:
        technical = ("agreement", "partner")

    def __str__(self) -> str:
        return f"{self.partner} · {self.agreement}"
