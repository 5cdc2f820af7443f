"""One stay of the cast, for the walk over every page: what the centre was told bears the token *told*, what it wrote
for itself *inner*."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.models import Citizen
from crisis_center.actions.centre import add_room, open_centre
from crisis_center.actions.referral import decide, grant
from crisis_center.actions.stay import admit
from tests.cast import acting, token
from tests.crisis_center.asking_walk import agreed_with, fetched
from tests.crisis_center.crisis_factories import referred
from tests.crisis_center.duty_walk import on_duty
from tests.crisis_center.home_walk import left_before, on_the_way_home
from tests.crisis_center.spotting_walk import spotted


def stayed(citizen: Citizen, people: dict[str, User]) -> dict[str, Any]:
    """URL parameters of a stay at the municipality's own centre, where crisis_worker works."""
    with acting(people["crisis_worker"]) as worker:
        centre = open_centre(unit=worker.membership.unit, legal_basis="sel_107", kind="municipal", by=worker)
        room = add_room(centre=centre, name="1", by=worker)
    left = left_before(citizen, centre, people)
    told = token("citizen", "told")
    with acting(people["owner"]) as owner:
        referral = referred(citizen, centre, called=told, why=told, by=owner)
        grant(referral=referral, granted=True, by=owner)
    with acting(people["crisis_worker"]) as worker:
        decide(referral=referral, accepted=True, by=worker)
    asking = fetched(referral, people) | agreed_with(centre, people)
    with acting(people["crisis_worker"]) as worker:
        stay = admit(referral=referral, room=room, at=timezone.now() - timedelta(days=2), by=worker)
    told_of = {"referral_id": referral.pk, "stay_id": stay.pk, "centre_id": centre.pk, "room_id": room.pk}
    told_of |= spotted(referral.case, people) | on_duty(stay, people["crisis_worker"])
    told_of |= on_the_way_home(stay, left, people)
    return told_of | asking | {"crisis_case_id": referral.case_id}
