"""Who referred each citizen: in one town most are met on the street, in the other partners send them (S2 p. 23, 41)."""

from __future__ import annotations

from datetime import date
from random import Random

from django.db.models import Min, OuterRef, Subquery
from django.utils import timezone

from accounts.acting import acting_as
from accounts.models import User
from accounts.policy import Role
from cases.models import Case
from demo.organisations import Stage
from directory.models import Partner
from outreach.actions.referral_source import Referral, record_referral
from outreach.models import Prescreening, ReferralSource
from outreach.models.prescreening import Decision
from outreach.quotas import loads_of

Kind, P = ReferralSource.Kind, Partner.Kind

#: By the town's seed: how often who refers somebody in the target group, and somebody outside it.
INSIDE = {
    1: {
        Kind.OWN_OUTREACH: 52, P.DROP_IN_CENTRE: 14, P.SHELTER: 9, P.VOLUNTARY: 6, Kind.CITIZEN: 7,
        P.REGIONAL_PSYCHIATRY: 4, P.HOSPITAL: 2, Kind.COLLEAGUE: 4, Kind.RELATIVE: 2,
    },
    2: {
        Kind.OWN_OUTREACH: 16, P.DROP_IN_CENTRE: 22, P.SHELTER: 8, P.REGIONAL_PSYCHIATRY: 14, P.HOSPITAL: 14,
        P.STREET_OUTREACH: 12, Kind.COLLEAGUE: 8, Kind.CITIZEN: 5, Kind.RELATIVE: 1,
    },
}  # fmt: skip
OUTSIDE = {
    1: {
        Kind.COLLEAGUE: 38, P.SHELTER: 18, P.DROP_IN_CENTRE: 12, Kind.OWN_OUTREACH: 15, P.SUPPORT_CONTACT_PERSON: 10,
        Kind.CITIZEN: 7,
    },
    2: {
        Kind.COLLEAGUE: 36, P.REGIONAL_PSYCHIATRY: 14, P.HOSPITAL: 24, P.DROP_IN_CENTRE: 10, Kind.CITIZEN: 8,
        P.SUPPORT_CONTACT_PERSON: 8,
    },
}  # fmt: skip
#: One in so many was never written down.
UNSAID = 16
OVER_QUOTA = "Udskrives uden bolig på fredag. Aftalt med afdelingens leder."
NOTES = {
    Kind.RELATIVE: "Søsteren ringede til vagttelefonen.",
    Kind.CITIZEN: "Kom selv hen til bilen.",
    Kind.COLLEAGUE: "Fra modtagelsen.",
}


def fill(stage: Stage) -> None:
    """Chosen with a random source of its own. Where the unit has no partner of a kind, the team met them itself."""
    random = Random(f"referrals-{stage.town.seed}")
    with acting_as(stage.membership(Role.LEADER)) as by:
        said = Prescreening.objects.counting_first().filter(case=OuterRef("pk")).values("decision")[:1]
        cases = Case.objects.visible_to(by).filter(pathway="outreach")
        for case in cases.annotate(opened=Min("periods__opened_at"), said=Subquery(said)).order_by("pk"):
            weights = (OUTSIDE if case.said == Decision.OUT else INSIDE)[stage.town.seed]
            who = random.choices(list(weights), weights=list(weights.values()))[0]
            note, unsaid = random.random(), random.randrange(UNSAID) == 0
            if not unsaid:
                refer(case, str(who), timezone.localdate(case.opened), with_note=note < 0.5, by=by)


def refer(case: Case, who: str, on: date, *, with_note: bool, by: User) -> None:
    """One more than agreed is taken along with a reason; the next would be met on the street."""
    loads = loads_of(Partner.objects.visible_to(by).in_use().filter(kind=who).order_by("search_key"))
    # Those who have referred the fewest first, so that all are heard of.
    load = min(loads, key=lambda one: one.referred, default=None)
    partner, over = load.partner if load else None, ""
    if load and load.is_full and case.periods.filter(closed_at=None).exists():
        over = OVER_QUOTA
        if load.referred > (load.partner.quota or 0):
            partner, who = None, Kind.OWN_OUTREACH.value
    kind = Kind.PARTNER if partner else Kind(who) if who in Kind.values else Kind.OWN_OUTREACH
    referral = Referral(
        kind=kind,
        referred_on=on,
        partner=partner,
        note=NOTES.get(kind, "") if with_note else "",
        over_quota_reason=over,
    )
    record_referral(case=case, referral=referral, by=by)
