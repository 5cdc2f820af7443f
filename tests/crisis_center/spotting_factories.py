"""Somebody in danger, as spotters say it; and agreements that name who takes over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.models import Citizen
from crisis_center.actions.agreement import agree
from crisis_center.actions.spotting import match_spotting, spot
from crisis_center.models import Centre, CentreAgreement, Spotting
from tests.cast import acting


def named(centre: Centre, *, mentor: User, deputy: User | None = None, by: User, **agreed: Any) -> CentreAgreement:
    """An agreement in force since last year."""
    since = timezone.localdate() - timedelta(days=300)
    with acting(by) as leader:
        return agree(centre=centre, mentor=mentor, deputy=deputy, from_on=since, by=leader, **agreed)


def told(*, by: User, hours_ago: float = 0, **fields: Any) -> Spotting:
    values = {"concern": "Har ikke spist i to dage", "urgency": "today", "where": "Bag Netto"} | fields
    with acting(by) as spotter:
        return spot(told_at=timezone.now() - timedelta(hours=hours_ago), by=spotter, **values)


def matched(spotting: Spotting, citizen: Citizen, by: User) -> Spotting:
    with acting(by) as worker:
        return match_spotting(spotting=spotting, citizen=citizen, by=worker)
