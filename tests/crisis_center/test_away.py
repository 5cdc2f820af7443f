"""While a citizen is in a stay: nobody is told to chase them, and the caseload counts them as the organisation says."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.dates import short_day
from cases.models import Case
from cases.unit_courses import read_unit
from crisis_center.actions.stay import leave
from tests.cast import acting, client_of
from tests.crisis_center.crisis_factories import arrived
from tests.factories import CitizenFactory, CourseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(owner, centre) -> Case:
    """Opened 30 days ago; nobody has talked with the citizen."""
    with acting(owner) as by:
        citizen = CitizenFactory(unit=centre, by=by, name="Per Prik")
        return CourseFactory(citizen=citizen, unit=centre, contact_person=by, by=by)


def said_of(case: Case, leader) -> tuple[bool, Decimal]:
    """Of the outreach course: whether it is long since, and its weight."""
    with acting(leader) as by:
        courses = read_unit(by, timezone.localdate()).open
        return next((row.long_since, row.weight) for row in courses if row.id == case.pk)


def test_nobody_is_chased_in_a_stay_and_again_afterwards(case, owner, leader, house, municipality):
    municipality.stay_weight = Decimal("0.5")
    municipality.save()
    before = said_of(case, leader)
    stay = arrived(case.citizen, house, by=owner)
    during = said_of(case, leader)
    with acting(house.leader) as by:
        leave(stay=stay, how="own_wish", at=timezone.now(), by=by)

    assert [before, during, said_of(case, leader)] == [
        (True, Decimal(1)), (False, Decimal("0.5")), (True, Decimal(1)),
    ]  # fmt: skip


def test_my_day_and_the_search_say_since_when(case, owner, house):
    arrived(case.citizen, house, by=owner)

    since = f"I ophold siden {short_day(timezone.localdate() - timedelta(days=8))}"
    client = client_of(owner)
    asked = (("cases:my_day", {}), ("cases:citizens", {"q": "Per"}))
    pages = [client.get(reverse(name), told).content.decode() for name, told in asked]
    assert [since in page for page in pages] == [True, True]
    assert "Længe siden kontakt" not in pages[0]
