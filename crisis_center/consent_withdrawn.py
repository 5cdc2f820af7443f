"""*Samtykket er trukket tilbage*: said to home and centre alike, from the shared row, without a query."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accounts.models import User
from cases.withdrawals import register_withdrawal
from crisis_center.actions.referral import tell_withdrawn
from crisis_center.models import CentreReferral, Stay
from crisis_center.stay_facts import StayFacts
from crisis_center.stay_parts import StayPart, register_stay_part


def withdrawn_consent(referral: CentreReferral, *, at_centre: bool) -> dict[str, Any] | None:
    """Context of crisis_center/consent_withdrawn.html; None while the consent stands. Home reads the consent itself."""
    if referral.consent_withdrawn_on is None:
        return None
    url = "" if at_centre else reverse("cases:consent", args=[referral.consent_id])
    return {"day": referral.consent_withdrawn_on, "url": url}


def consent_part(stay: Stay, facts: StayFacts, user: User) -> dict[str, Any] | None:
    return withdrawn_consent(stay.referral, at_centre=stay.at_centre)


register_withdrawal(tell_withdrawn)
register_stay_part(StayPart("consent_withdrawn", "crisis_center/consent_withdrawn.html", "top", 1, consent_part))
