"""What a course weighs in a caseload."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cases import stays, weights
from cases.actions.case import pause_case
from cases.models import Admission, Case, TreatmentRequest
from tests.cast import acting

TODAY = timezone.localdate


def weighs(leader, organisation, on: date | None = None) -> list[Decimal]:
    with acting(leader) as by:
        rows = Case.objects.visible_to(by).with_weight(organisation, on)
        return list(rows.order_by("pk").values_list("weight", flat=True))


def admitted(citizen, owner, **dates) -> None:
    with acting(owner):
        Admission(citizen=citizen, kind="psychiatry", **{"since": TODAY() - timedelta(days=3), **dates}).save()


@pytest.fixture
def half(municipality):
    municipality.stay_weight = Decimal("0.5")
    return municipality


def test_a_course_weighs_one(case, leader, municipality):
    assert weighs(leader, municipality) == [Decimal(1)]


def test_a_course_on_pause_weighs_nothing(case, owner, leader, half):
    admitted(case.citizen, owner)
    with acting(owner) as by:
        pause_case(case=case, reason="Rejst", by=by)

    assert weighs(leader, half) == [Decimal(0)]


def test_while_the_citizen_is_admitted_the_course_weighs_what_the_organisation_says(case, owner, leader, half):
    ended = TODAY() - timedelta(days=1)
    admitted(case.citizen, owner, ended_on=ended)

    days = (ended - timedelta(days=3), ended - timedelta(days=1), ended)
    assert [weighs(leader, half, on) for on in days] == [[Decimal(1)], [Decimal("0.5")], [Decimal(1)]]


def test_an_admission_changes_nothing_where_the_weight_is_one(case, owner, leader, municipality):
    admitted(case.citizen, owner)

    assert weighs(leader, municipality) == [Decimal(1)]


def test_a_room_above_says_whose_citizens_are_elsewhere(case, unit_citizen, leader, half, monkeypatch):
    monkeypatch.setattr(stays, "_registered", [])
    # Any rows with a citizen will do: `citizen` has a request that runs, `unit_citizen` has none.
    stays.register_stays(lambda _on: TreatmentRequest.objects.filter(ended_on=None))

    assert weighs(leader, half) == [Decimal("0.5"), Decimal(1)]


def test_what_is_known_of_a_course_gives_the_same_weight(half):
    known = [
        weights.weight_of(paused=paused, away=away, organisation=half)
        for paused, away in ((False, False), (False, True), (True, False), (True, True))
    ]

    assert known == [Decimal(1), Decimal("0.5"), Decimal(0), Decimal(0)]
