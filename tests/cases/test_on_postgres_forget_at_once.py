"""Somebody is met while the nightly job deletes the description: whoever comes second waits, and sees what was done."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audit import context
from cases.actions.forgetting import forget_citizen
from cases.models import Citizen
from tests.cases.test_on_postgres_merge_at_once import meanwhile
from tests.cast import acting, met_on_the_street

DAYS = 180


def forgotten(citizen: Citizen, owner: User) -> dict | None:
    with acting(owner) as by, context.use(reason="x"):
        day = timezone.localdate() + timedelta(days=DAYS)
        return forget_citizen(citizen_id=citizen.pk, days=DAYS, on=day, by=by)


def met(citizen: Citizen, owner: User) -> str:
    try:
        with transaction.atomic(), acting(owner) as by:
            met_on_the_street(citizen, "alias_citizen", wish="contact", by=by)
    except IntegrityError as refusal:
        return str(refusal)
    return "written"


def test_a_contact_written_first_keeps_the_description(committed_db, alias_citizen, owner):
    first = acting(owner, reason="x")
    act = lambda by: met_on_the_street(alias_citizen, "alias_citizen", wish="contact", by=by)  # noqa: E731
    assert meanwhile(first, act, lambda: forgotten(alias_citizen, owner)) is None


def test_a_contact_written_second_is_refused_and_can_be_written_with_a_new_citizen(committed_db, alias_citizen, owner):
    day = timezone.localdate() + timedelta(days=DAYS)
    first = acting(owner, reason="x")
    act = lambda by: forget_citizen(citizen_id=alias_citizen.pk, days=DAYS, on=day, by=by)  # noqa: E731
    assert "whom nobody would know again" in meanwhile(first, act, lambda: met(alias_citizen, owner))
