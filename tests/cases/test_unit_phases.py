"""The unit's phases say whose they are where courses of several models are open."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.models import Unit, User
from cases.actions.case import open_case
from cases.actions.pathway import start_step
from cases.models import Case, Citizen
from cases.unit_courses import read_unit
from cases.unit_page import phase_lines
from tests.cast import acting

pytestmark = pytest.mark.django_db


def titles(leader: User) -> list[str]:
    with acting(leader) as by:
        return [line.title for line in phase_lines(read_unit(by, timezone.localdate())) if line.total.number]


def test_one_model_needs_no_name(case: Case, owner: User, leader: User):
    with acting(owner) as by:
        start_step(case=case, step_key="contact.visibility", by=by)

    assert [title.partition(":")[1] for title in titles(leader)] == [""]


def test_phases_of_several_models_say_whose_they_are(
    case: Case, unit_citizen: Citizen, centre: Unit, owner: User, unit_mate: User, leader: User
):
    with acting(owner) as by:
        start_step(case=case, step_key="contact.visibility", by=by)
    with acting(unit_mate) as by:
        crisis = open_case(citizen=unit_citizen, unit=centre, pathway="crisis", contact_person=by, by=by)
        start_step(case=crisis, step_key="crisis_in.spotting", by=by)

    assert titles(leader) == [
        "Udgående indsats: Udgående og kontaktskabende indsats",
        "Akutkrisecenter: Opsporing og indskrivning",
    ]
