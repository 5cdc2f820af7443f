"""Addresses and rows of a question to a centre."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse

from accounts.models import User
from cases.models import Case, Citizen
from crisis_center.actions.pick_up import plan_pick_up
from crisis_center.models import CentreReferral, PickUp
from tests.cast import acting
from tests.crisis_center.crisis_factories import House, agreed, crisis_course, referred

NO = {"answer": "no", "refusal": "not_acute", "instead": "Værestedet følger op i morgen"}


def url(name: str, row: CentreReferral | PickUp) -> str:
    return reverse(f"crisis_center:{name}", args=[row.pk])


def ask_url(case: Case) -> str:
    return reverse("crisis_center:refer", args=[case.pk])


def course(citizen: Citizen, by: User) -> Case:
    with acting(by) as mentor:
        return crisis_course(citizen, by=mentor)


def asked(citizen: Citizen, house: House, by: User, **told: Any) -> CentreReferral:
    with acting(by) as mentor:
        return referred(citizen, house.centre, by=mentor, **told)


def fetched(citizen: Citizen, house: House, by: User, **told: Any) -> PickUp:
    """Agreed to, and somebody is on the way since half a day after the question."""
    row = agreed(citizen, house, by=by)
    left_at = row.asked_at + timedelta(hours=12)
    with acting(by) as mentor:
        return plan_pick_up(referral=row, **{"fetched_by": "Oda Lind", "left_at": left_at} | told, by=mentor)


def fresh(row: CentreReferral, by: User) -> CentreReferral:
    with acting(by):
        return CentreReferral.objects.get(pk=row.pk)
