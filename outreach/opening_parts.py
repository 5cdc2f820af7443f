"""Who referred is asked where an outreach course is opened; whoever skips it is asked at the prescreening."""

from __future__ import annotations

from typing import Any

from accounts.forms.base import HouseForm
from accounts.models import User
from cases.models import Case
from cases.opening_parts import Beginning, OpeningPart, register_opening_part
from outreach.actions.referral_source import record_referral
from outreach.forms.referral_source import ReferralForm
from outreach.models import ReferralSource
from outreach.pathway import OUTREACH


def referral_form(data: Any, user: User, known: Beginning | None) -> HouseForm:
    told = {}
    if known:
        kind = ReferralSource.Kind.CITIZEN if known.of_own_accord else ReferralSource.Kind.OWN_OUTREACH
        told = {"kind": kind.value, "referred_on": known.on, "note": known.words}
    return ReferralForm(data, user=user, optional=True, prefix="referral", initial=told)


def save_referral(case: Case, form: HouseForm, by: User) -> None:
    assert isinstance(form, ReferralForm)
    if referral := form.said():
        record_referral(case=case, referral=referral, by=by)


register_opening_part(OpeningPart(OUTREACH.key, referral_form, save_referral))
