"""Plans, a midway meeting and a homecoming for the walk: one stay that goes on, and one before it that ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.models import Citizen
from crisis_center.actions.future import say_future
from crisis_center.actions.homecoming import agree_at_home, follow_up
from crisis_center.actions.leaving import plan_for_hard_times
from crisis_center.actions.midway import hold_midway
from crisis_center.actions.plan_141 import offer_plan, write_plan
from crisis_center.actions.readiness import make_ready
from crisis_center.actions.referral import decide, grant
from crisis_center.actions.stay import admit, leave
from crisis_center.models import Centre, Stay
from tests.cast import acting, token
from tests.crisis_center.crisis_factories import referred


def left_before(citizen: Citizen, centre: Centre, people: dict[str, User]) -> Stay:
    """A stay that ended fifteen days ago."""
    with acting(people["owner"]) as owner:
        told = token("citizen", "told")
        referral = referred(citizen, centre, called=told, why=told, days_ago=30, by=owner)
        grant(referral=referral, granted=True, by=owner)
    with acting(people["crisis_worker"]) as worker:
        decide(referral=referral, accepted=True, by=worker)
        stay = admit(referral=referral, at=timezone.now() - timedelta(days=25), by=worker)
        return leave(stay=stay, how="own_wish", to=told, at=timezone.now() - timedelta(days=15), by=worker)


def on_the_way_home(stay: Stay, left: Stay, people: dict[str, User]) -> dict[str, Any]:
    """URL parameters of what hangs on `stay`, and of the homecoming after `left`."""
    told, home = token("citizen", "told"), token("citizen", "homecoming")
    with acting(people["crisis_worker"]) as worker:
        wish = say_future(stay=stay, theme="housing", words=told, by=worker)
        ready = make_ready(stay=stay, area="housing", what=told, side="home", by=worker)
        plan_for_hard_times(stay=stay, risk=told, plan=told, by=worker)
        words = {"status": told, "change": told, "plan_adjusted": told}
        midway = hold_midway(stay=stay, held_at=timezone.now(), citizen_came=True, by=worker, **words)
    with acting(people["owner"]) as owner:
        offer_plan(case=stay.case, words=home, by=owner)
        parts = dict.fromkeys(("purpose", "effort", "duration", "circumstances"), home)
        write_plan(case=stay.case, by=owner, **parts)
        found = follow_up(stay=left, occasion="day_1", found="in_contact", words=home, by=owner)
        deal = agree_at_home(case=stay.case, actor_words=home, what=home, mentors_role=home, by=owner)
    return {
        "wish_id": wish.pk,
        "readiness_id": ready.pk,
        "midway_id": midway.pk,
        "follow_up_id": found.pk,
        "deal_id": deal.pk,
        "course_id": stay.case_id,
        "left_id": left.pk,
        "occasion": "week_1",
    }
