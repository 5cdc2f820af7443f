"""*Længe siden kontakt*: each way in which such a list has been wrong elsewhere, and the agreed rhythm."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounts.models import Organisation
from cases.rhythm import Rhythms, is_long_since

TODAY = date(2026, 3, 15)


def long_since(*, talked: int | None = None, opened: int = 90, days: int = 14, **facts) -> bool:
    """`talked` and `opened` in days ago."""
    return is_long_since(
        talked_on=None if talked is None else TODAY - timedelta(days=talked),
        opened_on=TODAY - timedelta(days=opened),
        days=days,
        today=TODAY,
        **facts,
    )


@pytest.mark.parametrize(("talked", "said"), [(0, False), (14, False), (15, True), (60, True)])
def test_it_is_long_since_when_more_days_have_gone_than_the_rhythm_has(talked, said):
    assert long_since(talked=talked) is said


@pytest.mark.parametrize(("talked", "opened", "said"), [(None, 14, False), (None, 15, True), (400, 3, False)])
def test_a_new_course_counts_from_its_opening(talked, opened, said):
    assert long_since(talked=talked, opened=opened) is said


@pytest.mark.parametrize(("days", "said"), [(7, True), (10, False), (30, False)])
def test_the_rhythm_is_what_was_agreed(days, said):
    assert long_since(talked=10, days=days) is said


@pytest.mark.parametrize(("rest", "said"), [(-1, True), (0, True), (1, False)])
def test_the_rest_after_not_now_holds_until_its_day(rest, said):
    assert long_since(talked=60, rest_until=TODAY + timedelta(days=rest)) is said


@pytest.mark.parametrize("fact", ["paused", "is_dead", "in_stay"])
def test_nobody_is_waited_for_on_pause_in_a_stay_or_after_death(fact):
    assert long_since(talked=60, **{fact: True}) is False


def test_the_citizens_rhythm_goes_before_the_phases_and_that_before_the_organisations():
    rhythms = Rhythms.of(Organisation(rhythm_days=14, phase_rhythms={"outreach.motivation": 7}))

    asked = [
        rhythms.days(agreed, step)
        for agreed, step in (
            (None, None),
            (None, "contact.first_contact"),
            (None, "motivation.alliance"),
            (None, "a.step.nobody.knows"),
            (30, "motivation.alliance"),
        )
    ]
    assert asked == [14, 14, 7, 14, 30]
