"""Who referred a citizen is written down once for each course, and corrected where it was wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.models import Case
from directory.models import Partner
from outreach.models import ReferralSource
from outreach.quotas import loads_of


@dataclass(frozen=True)
class Referral:
    """What is known of how a course came about."""

    kind: str
    referred_on: date
    partner: Partner | None = None
    note: str = ""
    over_quota_reason: str = ""


@action
def record_referral(*, case: Case, referral: Referral, by: User) -> ReferralSource:
    """Write it down, or correct what stands there.

    Raises ValidationError by field: at `over_quota_reason` when the partner has as many open courses as were agreed and
    no reason is given. Within the agreement no reason is kept.
    """
    # Two who press at once wait for one another here.
    Case.objects.select_for_update().filter(pk=case.pk).order_by().values_list("pk").first()
    row = ReferralSource.objects.filter(case=case).first() or ReferralSource(case=case)
    before = row.partner_id
    if referral.kind not in ReferralSource.Kind.values:
        raise ValidationError({"kind": _("Vælg, hvem der henviste.")})
    row.kind, row.referred_on, row.note = referral.kind, referral.referred_on, " ".join(referral.note.split())
    row.partner = referral.partner if row.kind == ReferralSource.Kind.PARTNER else None
    if row.referred_on > timezone.localdate():
        raise ValidationError({"referred_on": _("Dagen ligger i fremtiden.")})
    if row.kind == ReferralSource.Kind.PARTNER and row.partner is None and not row.note:
        raise ValidationError({"partner": _("Vælg samarbejdspartneren, eller skriv i bemærkningen, hvem det er.")})
    if row.partner is None:
        row.over_quota_reason = ""
    elif row.partner_id != before:
        row.over_quota_reason = _reason_over_quota(case, row.partner, referral.over_quota_reason)
    row.clean_fields(exclude=["organisation", "shared_with", "case", "partner"])
    row.save()
    return row


def _reason_over_quota(case: Case, partner: Partner, reason: str) -> str:
    """The reason where one more is one too many, else nothing. Two who refer at once wait for one another here."""
    Partner.objects.select_for_update().filter(pk=partner.pk).order_by().values_list("pk").first()
    if not case.periods.filter(closed_at=None).exists():
        return ""
    (load,) = loads_of(Partner.objects.filter(pk=partner.pk))
    if not load.is_full:
        return ""
    said = " ".join(reason.split())
    if not said:
        words = {"partner": partner.name, "number": load.words}
        raise ValidationError(
            {"over_quota_reason": _("%(partner)s har nu %(number)s. Skriv, hvorfor denne skal med.") % words}
        )
    return said
