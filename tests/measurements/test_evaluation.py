"""The chapter of results: pairs only, in the period, of what the reader may see, and the published numbers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.models import Case
from measurements.actions.measurement import correct
from measurements.models import Measurement
from measurements.results import results
from tests.cast import acting, client_of
from tests.factories import CitizenFactory, CourseFactory
from tests.measurements.measured import measured
from tests.measurements.published_2017 import TABLE_7_1
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db
PAGE = reverse("measurements:evaluation")


def course(owner: User, unit) -> Case:
    with acting(owner) as by:
        citizen = CitizenFactory(unit=unit, by=by)
        return CourseFactory(citizen=citizen, unit=unit, contact_person=by, over_limit_reason="mange", by=by)


def told(reader: User, *, days: int = 30) -> dict[str, list[list[str]]]:
    today = timezone.localdate()
    with acting(reader) as by:
        found = results(by, today - timedelta(days=days), today)
    return {name: [line.cells for line in lines if line.result] for name, lines in found.items()}


def both(case: Case, before: dict, after: dict, *, by: User) -> tuple[Measurement, Measurement]:
    return measured(case, "motivation", "before", before, by=by), measured(case, "motivation", "after", after, by=by)


def test_the_table_of_2017_comes_out_of_the_answers_that_make_it(owner, leader, centre):
    for number in range(27):
        case = course(owner, centre)
        answers = [
            {row.key: [str(side[number])] for row in TABLE_7_1 for side in [getattr(row, when)]}
            for when in ("before", "after")
        ]
        both(case, *answers, by=owner)

    table = told(leader)["T7-1"]
    printed = [(row.printed[0], row.printed[1], row.printed[3]) for row in TABLE_7_1]
    came = [(cells[1].replace(",", "."), cells[2].replace(",", "."), "*" * cells[3].count("*")) for cells in table]
    assert (came, {cells[-1] for cells in table}) == (printed, {"27"})
    with acting(leader) as by:
        lines = results(by, timezone.localdate() - timedelta(days=1), timezone.localdate())["T7-1"]
    assert [line.development[1:4] for line in lines] == [
        [f"{share} %" for share in row.development] for row in TABLE_7_1
    ]


def test_only_pairs_count_and_a_correction_takes_the_place_of_what_it_corrects(case, owner, leader, centre):
    _before, after = both(case, {"hope": ["2"], "worse": ["1"]}, {"hope": ["3"]}, by=owner)
    measured(course(owner, centre), "motivation", "before", {"hope": ["5"]}, by=owner)
    with acting(owner) as by:
        correct(measurement=after, given={"hope": ["4"]}, reason="Tastefejl", by=by)

    rows = told(leader)["T7-1"]
    assert [cells[1:] for cells in rows] == [["2,00", "4,00", "+2,00", "–", "–", "1"]]


def test_the_later_answer_says_in_which_period_a_pair_is(case, owner, leader):
    today = timezone.localdate()
    measured(case, "treatment_start", "before", {"drugs_days": ["20"]}, by=owner, on=today - timedelta(days=100))
    measured(case, "treatment_follow_up", "after", {"drugs_days": ["11"]}, by=owner, on=today - timedelta(days=9))

    assert [told(leader, days=days)["T7-2"] != [] for days in (8, 10)] == [False, True]


def test_another_units_and_another_organisations_pairs_are_not_counted(
    case, owner, leader, other_leader, outside_leader
):
    both(case, {"hope": ["2"]}, {"hope": ["3"]}, by=owner)

    assert [told(who)["T7-1"] != [] for who in (leader, other_leader, outside_leader)] == [True, False, False]


def test_the_page_says_what_is_empty_and_what_a_period_is(leader):
    client = client_of(leader)

    empty = client.get(PAGE).content.decode()
    wrong = client.get(PAGE, {"fra": "2026-05-01", "til": "2026-04-01"}).content.decode()
    junk = client.get(PAGE, {"fra": "i går", "til": "0001-01-01"})

    assert "Ingen borgere har svaret både før og efter" in empty
    assert "Perioden slutter, før den begynder." in wrong
    assert junk.status_code == 200


def test_any_number_of_pairs_costs_the_same(case, owner, leader, centre):
    both(case, {"hope": ["2"]}, {"hope": ["3"]}, by=owner)
    client = client_of(leader)

    def more(many: int) -> None:
        for _number in range(many):
            both(course(owner, centre), {"hope": ["2"]}, {"hope": ["3"]}, by=owner)

    assert_same_queries(lambda: client.get(PAGE), lambda: more(2), lambda: more(20))
