"""For the walk over every page: who fetched, and what the municipality has agreed with the centre."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts.models import User
from crisis_center.actions.agreement import agree, name_spotter
from crisis_center.actions.centre import add_centre_person
from crisis_center.actions.pick_up import plan_pick_up
from crisis_center.actions.referral import assess
from crisis_center.models import Centre, CentreReferral
from tests.cast import acting, token


def fetched(referral: CentreReferral, people: dict[str, User]) -> dict[str, Any]:
    """URL parameters; before the arrival. What both sides wrote bears the token *told*."""
    told = token("citizen", "told")
    with acting(people["owner"]) as owner:
        pick_up = plan_pick_up(
            referral=referral, fetched_by=told, motivation=told, medicine=told, belongings=told,
            left_at=referral.asked_at + timedelta(hours=3), by=owner,
        )  # fmt: skip
    with acting(people["crisis_worker"]) as worker:
        assess(referral=referral, assessment=told, by=worker)
    return {"pick_up_id": pick_up.pk, "crisis_case_id": referral.case_id}


def agreed_with(centre: Centre, people: dict[str, User]) -> dict[str, Any]:
    with acting(people["leader"]) as leader:
        agreement = agree(centre=centre, plan_work=True, mentor=people["mentor"], by=leader)
        spotter = name_spotter(agreement=agreement, name="Poul Strandhede", where="Værestedet", by=leader)
    with acting(people["crisis_worker"]) as worker:
        person = add_centre_person(centre=centre, duty="doctor", name="Ida Mosbæk", phone="20111213", by=worker)
    return {"centre_agreement_id": agreement.pk, "spotter_id": spotter.pk, "centre_person_id": person.pk}
