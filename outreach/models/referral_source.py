"""Who referred a citizen to the outreach (S2 p. 23, 41-42, 49)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import CaseRecord
from audit.models import TrackedManager
from cases.models import Case, CasePeriod
from cases.models.case import CaseChildQuerySet
from directory.models import Partner


class ReferralSourceQuerySet(CaseChildQuerySet):
    def open(self) -> Self:
        """Of courses that are open."""
        return self.filter(Exists(CasePeriod.objects.filter(case=OuterRef("case"), closed_at=None)))


class ReferralSource(CaseRecord):
    """How one course came about; said once, corrected in place."""

    class Kind(models.TextChoices):
        OWN_OUTREACH = "own_outreach", _("Vores egen opsøgende indsats")
        CITIZEN = "citizen", _("Borgeren selv")
        COLLEAGUE = "colleague", _("Kollega i huset")
        PARTNER = "partner", _("Samarbejdspartner")
        RELATIVE = "relative", _("Pårørende")
        OTHER = "other", _("Andre")

    case = models.OneToOneField(Case, models.PROTECT, related_name="referral_source", verbose_name=_("forløb"))
    kind = models.CharField(_("hvem henviste"), max_length=20, choices=Kind.choices)
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("samarbejdspartner")
    )
    referred_on = models.DateField(_("henvist den"), default=timezone.localdate)
    note = models.CharField(_("bemærkning"), max_length=300, blank=True)
    #: Why the citizen came along although the partner has as many as agreed.
    over_quota_reason = models.CharField(_("hvorfor ud over aftalen"), max_length=200, blank=True)

    history_indexes = (("case", "history_date"),)

    objects = TrackedManager.from_queryset(ReferralSourceQuerySet)()

    class Meta(CaseRecord.Meta):
        verbose_name = _("henvisning")
        verbose_name_plural = _("henvisninger")
        constraints = [
            models.CheckConstraint(
                name="referral_names_the_partner",
                condition=Q(kind="partner") & (Q(partner__isnull=False) | ~Q(note=""))
                | ~Q(kind="partner") & Q(partner=None, over_quota_reason=""),
                violation_error_message=_("Vælg samarbejdspartneren, eller skriv i bemærkningen, hvem det er."),
            ),
        ]

    class Privacy:
        technical = ("case", "over_quota_reason")
        ordinary = ("referred_on",)
        special = ("kind", "partner", "note")

    def __str__(self) -> str:
        return str(self.partner or self.get_kind_display())
