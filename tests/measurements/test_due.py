"""Which measurement is due follows from the course alone; what was made or left with a reason is asked for no more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.actions.case import close_case
from cases.actions.pathway import start_step
from cases.waiting import read_waiting
from measurements.access import get_instrument
from measurements.actions.measurement import not_answered
from measurements.due import due_of
from outreach.actions.enrolment import enrol
from tests.cast import acting, client_of
from tests.measurements.measured import MOTIVATION, in_motivation, measured

pytestmark = pytest.mark.django_db


def day(ago: int) -> date:
    return timezone.localdate() - timedelta(days=ago)


def due(case, owner) -> list[tuple[str, date]]:
    with acting(owner):
        return [(what.key, on) for what, on in due_of(case, timezone.localdate())]


def test_nothing_is_due_before_motivation_work(case, owner):
    assert due(case, owner) == []


def test_motivation_is_measured_when_the_work_begins_and_when_it_ends(case, owner):
    in_motivation(case, by=owner, days_ago=10)
    before = due(case, owner)
    measured(case, "motivation", "before", MOTIVATION, by=owner)
    between = due(case, owner)
    with acting(owner) as by:
        start_step(case=case, step_key="bridging.enrolment", by=by)

    assert (before, between, due(case, owner)) == (
        [("motivation-before", day(10))], [], [("motivation-after", day(0))],
    )  # fmt: skip


def test_a_course_that_is_closed_has_ended_its_motivation_work(case, owner):
    in_motivation(case, by=owner)
    measured(case, "motivation", "before", MOTIVATION, by=owner)
    with acting(owner) as by:
        close_case(case=case, reason="contact_lost", by=by)

    assert due(case, owner) == [("motivation-after", day(0))]


def test_without_a_measurement_before_none_is_asked_for_after(case, owner):
    in_motivation(case, by=owner)
    with acting(owner) as by:
        version = get_instrument(by, "motivation")
        not_answered(case=case, version=version, occasion="before", missing="not_wished", by=by)
        start_step(case=case, step_key="bridging.enrolment", by=by)

    assert due(case, owner) == []


@pytest.mark.parametrize(("enrolled", "asked"), [(76, []), (77, ["treatment_follow_up-after"])])
def test_three_months_after_enrolment_from_two_weeks_before(case, owner, enrolled, asked):
    with acting(owner) as by:
        enrol(case=case, enrolled_on=day(enrolled), by=by)
    start = due(case, owner)
    measured(case, "treatment_start", "before", {"drugs_days": ["20"]}, by=owner, on=day(enrolled))

    assert start == [("treatment_start-before", day(enrolled))]
    assert [key for key, _on in due(case, owner)] == asked


def test_of_the_dead_nothing_is_asked(case, owner):
    in_motivation(case, by=owner)
    with acting(owner) as by:
        close_case(case=case, reason="dead", by=by)

    assert due(case, owner) == []


def test_it_waits_for_the_contact_person_and_a_month_later_for_the_unit(case, owner, colleague, leader):
    in_motivation(case, by=owner, days_ago=29)
    today = timezone.localdate()

    def waits(user, mine, on) -> bool:
        with acting(user) as by:
            return any(row.kind.startswith("m_") for row in read_waiting(by, mine=mine, today=on))

    found = [
        waits(owner, True, today), waits(leader, False, today), waits(leader, False, today + timedelta(days=1)),
        waits(owner, True, today + timedelta(days=92)),
    ]  # fmt: skip
    assert found == [True, False, True, False]


def test_my_day_leads_to_the_measurements(case, owner):
    in_motivation(case, by=owner)

    page = client_of(owner).get(reverse("cases:my_day")).content.decode()

    assert reverse("measurements:measured", args=[case.pk]) in page
