"""Prescreenings, referrals and partners for tests, made through the actions: call them inside `acting(user)`."""

from __future__ import annotations

from outreach.models.prescreening import AREAS, CRITERIA

#: Everything that speaks for the target group: three areas are highly burdened, two are not.
ALL_YES = {
    **dict.fromkeys(CRITERIA, "yes"),
    **dict.fromkeys(list(AREAS)[:3], "yes"),
    **dict.fromkeys(list(AREAS)[3:], "no"),
}
#: One criterion that excludes.
ONE_NO = {**ALL_YES, "little_use_of_offers": "no"}
