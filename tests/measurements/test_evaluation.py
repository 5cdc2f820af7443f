"""The evaluation's numbers: of the period and of those the reader leads, small ones hidden from readers outside."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from cases.actions.case import close_case
from cases.actions.identity import merge_citizens
from cases.actions.pathway import start_step
from cases.models import Case
from measurements.actions.measurement import correct
from measurements.models import Measurement
from measurements.report.readers import memberships_of, readings_of
from measurements.report.scope import period_before
from measurements.report.tables import Table
from measurements.report.whole import Reading, report
from tests.cast import acting
from tests.factories import CitizenFactory, ContactFactory, CourseFactory
from tests.measurements.measured import measured
from tests.measurements.published_2017 import TABLE_7_1

pytestmark = pytest.mark.django_db


def course(owner: User, unit, **citizen) -> Case:
    with acting(owner) as by:
        found = CitizenFactory(unit=unit, by=by, **citizen)
        return CourseFactory(citizen=found, unit=unit, contact_person=by, over_limit_reason="mange", by=by)


def tables(reader: User, *, days: int = 30, hides: bool = False, earlier: bool = False) -> dict[str, Table]:
    today = timezone.localdate()
    first = today - timedelta(days=days)
    with acting(reader) as by:
        readings: list[Reading] = readings_of(by, [], first, today, memberships_of(by))
        return report(readings, hides=hides, earlier=period_before(first, today) if earlier else None).tables


def told(table: Table, *columns: str) -> dict[str, tuple]:
    """Rows that tell anything, by key: the values of the columns."""
    places = [table.columns.index(name) for name in columns]
    rows = {row.key: tuple(row.cells[place].value for place in places) for row in table.rows}
    return {key: values for key, values in rows.items() if any(value is not None for value in values)}


def both(case: Case, before: dict, after: dict, *, by: User) -> tuple[Measurement, Measurement]:
    return measured(case, "motivation", "before", before, by=by), measured(case, "motivation", "after", after, by=by)


def test_the_table_of_2017_comes_out_of_the_answers_that_make_it(owner, leader, centre):
    for number in range(27):
        answers = [
            {row.key: [str(side[number])] for row in TABLE_7_1 for side in [getattr(row, when)]}
            for when in ("before", "after")
        ]
        both(course(owner, centre), *answers, by=owner)

    found = tables(leader)
    came = told(found["T7-1"], "Førmåling", "Eftermåling", "Signifikans", "N")
    assert {key: (str(before), str(after), mark or "", n) for key, (before, after, mark, n) in came.items()} == {
        row.key: (row.printed[0], row.printed[1], row.printed[3], 27) for row in TABLE_7_1
    }
    shares = told(found["F7-2"], "Positiv udvikling", "Samme udviklingsniveau", "Negativ udvikling")
    assert shares == {row.key: row.development for row in TABLE_7_1}


def test_only_pairs_count_and_a_correction_takes_the_place_of_what_it_corrects(case, owner, leader, centre):
    _before, after = both(case, {"hope": ["2"], "worse": ["1"]}, {"hope": ["3"]}, by=owner)
    measured(course(owner, centre), "motivation", "before", {"hope": ["5"]}, by=owner)
    with acting(owner) as by:
        correct(measurement=after, given={"hope": ["4"]}, reason="Tastefejl", by=by)

    row = told(tables(leader)["T7-1"], "Førmåling", "Eftermåling", "Udvikling", "p (t-test)", "N")
    assert {key: tuple(map(str, values)) for key, values in row.items() if values[0] is not None} == {
        "hope": ("2.00", "4.00", "2.00", "None", "1")
    }


def test_the_later_answer_says_in_which_period_a_pair_is(case, owner, leader):
    today = timezone.localdate()
    measured(case, "treatment_start", "before", {"drugs_days": ["20"]}, by=owner, on=today - timedelta(days=100))
    measured(case, "treatment_follow_up", "after", {"drugs_days": ["11"]}, by=owner, on=today - timedelta(days=9))

    numbers = [told(tables(leader, days=days)["T7-2"], "N")["days"] for days in (8, 10)]
    assert numbers == [(0,), (1,)]


def test_another_units_and_another_organisations_answers_are_not_counted(
    case, owner, leader, other_leader, outside_leader
):
    both(case, {"hope": ["2"]}, {"hope": ["3"]}, by=owner)

    assert [told(tables(who)["T7-1"], "N")["hope"] for who in (leader, other_leader, outside_leader)] == [
        (1,), (0,), (0,)
    ]  # fmt: skip


START = {
    "substances": ["cannabis", "opiates"], "physical_problems": ["yes"], "psychological_problems": ["no"],
    "drugs_bothered": ["4"], "drugs_importance": ["3"], "income": ["wages"], "worked": ["no"],
    "nationality": ["danish"], "drugs_days": ["12"],
}  # fmt: skip


def test_what_was_answered_at_enrolment_is_the_target_group(case, owner, leader, centre):
    measured(case, "treatment_start", "before", START, by=owner)
    measured(course(owner, centre), "treatment_start", "before", {"substances": ["cannabis"]}, by=owner)

    found = tables(leader)
    assert told(found["F4-1"], "Antal", "N") == {
        "Cannabis": (2, 2), "Alkohol": (0, 2), "Opiater": (1, 2), "Andet": (0, 2), "CNS-stimulerende": (0, 2),
        "Hallucinogener": (0, 2),
    }  # fmt: skip
    assert told(found["F4-6"], "Ja", "Nej", "N") == {
        "Fysiske problemer": (100, 0, 1), "Psykiske problemer": (0, 100, 1)
    }  # fmt: skip
    assert told(found["F4-7"], "Antal") == {"Kontanthjælp": (0,), "Førtidspension/pension": (0,), "Andet": (1,)}
    assert {key: values for key, values in told(found["P4-3"], "Værdi", "N").items() if values[1]} == {
        "betydeligt_eller_meget_besværet_af_stofmisbrug_pct": (100, 1),
        "meget_vigtigt_at_få_behandling_for_stofmisbrug_pct": (0, 1),
        "fysiske_problemer_pct": (100, 1),
        "psykiske_problemer_pct": (0, 1),
        "dage_med_stofproblemer_sidste_30_dage_blandt_dem_med_problemer": (12, 1),
        "ikke_arbejdet_eller_forsøgt_pct": (100, 1),
    }


def test_outside_the_team_no_small_number_stands_open(case, owner, leader, centre):
    measured(case, "treatment_start", "before", START, by=owner)
    both(case, {"hope": ["2"]}, {"hope": ["3"]}, by=owner)
    for _number in range(6):
        measured(course(owner, centre), "treatment_start", "before", {"substances": ["cannabis"]}, by=owner)

    found = tables(leader, hides=True)
    assert found["F4-1"].rows[0].cells[1].is_hidden, "7 of 7: the none who do not are a small number too"
    counted = ("F4-1", "F4-3", "F4-6", "F4-7", "P4-3", "F7-1", "F7-2", "T7-1", "FB-3")
    small = {
        (name, row.key, column)
        for name in counted
        for row in found[name].rows
        for column, cell in zip(found[name].columns, row.cells, strict=True)
        if column in ("Antal", "N") and isinstance(cell.value, int) and cell.value < 5
    }
    assert small == set()
    assert found["T7-1"].rows[0].cells[0].is_hidden


def test_an_earlier_period_stands_beside(case, owner, leader, centre):
    today = timezone.localdate()
    measured(case, "treatment_start", "before", START, by=owner, on=today - timedelta(days=40))
    measured(course(owner, centre), "treatment_start", "before", {"substances": ["opiates"]}, by=owner)

    table = tables(leader, days=30, earlier=True)["F4-1"]
    now, before = (name for name in table.columns if name.startswith("Andel"))
    assert told(table, now, before)["Cannabis"] == (0, 100)


def test_nothing_at_all_is_told_as_nothing(leader):
    found = tables(leader)

    values = {cell.value for name, table in found.items() if name != "T4-2" for row in table.rows for cell in row.cells}
    assert values <= {None, 0}
    assert all(table.definition for table in found.values())


def test_a_period_before_is_as_long_and_ends_the_day_before():
    assert period_before(date(2026, 3, 1), date(2026, 3, 31)) == (date(2026, 1, 29), date(2026, 2, 28))


def test_of_two_records_of_one_person_there_is_one_citizen_and_whoever_died_was_met(owner, leader, centre):
    first, second = course(owner, centre), course(owner, centre)
    with acting(owner) as by:
        for one in (first, second):
            ContactFactory(citizens=[one.citizen], unit=centre, by=by)
        close_case(case=first, reason="dead", by=by)
    contacted = told(tables(leader)["F7-1"], "Antal")["Samlet kontakt"]
    with acting(owner) as by:
        merge_citizens(keep=first.citizen, gone=second.citizen, by=by)

    assert (contacted, told(tables(leader)["F7-1"], "Antal")["Samlet kontakt"]) == ((2,), (1,))


def test_the_effort_is_counted_where_its_first_step_was_begun(owner, leader, centre):
    today = timezone.localdate()
    case = course(owner, centre, gender="woman", birth_year=today.year - 40)
    with acting(owner) as by:
        start_step(case=case, step_key="motivation.alliance", at=timezone.now() - timedelta(days=60), by=by)
        start_step(case=case, step_key="motivation.recovery", at=timezone.now() - timedelta(days=3), by=by)

    short, long = tables(leader, days=30), tables(leader, days=90)
    assert [told(one["F7-1"], "Antal")["Motivationsarbejde igangsat (i målgruppen)"] for one in (short, long)] == [
        (0,), (1,)
    ]  # fmt: skip
    table = long["T4-2"]
    assert told(table, table.columns[0])["Kvinde"] == (100,)


def test_what_one_table_hides_no_other_tells(case, owner, leader, centre):
    """All but two of those who were met received the effort."""
    with acting(owner) as by:
        for number in range(8):
            one = course(owner, centre)
            ContactFactory(citizens=[one.citizen], unit=centre, by=by)
            if number < 6:
                start_step(case=one, step_key="motivation.alliance", at=timezone.now(), by=by)
    found = tables(leader, hides=True)

    both_hidden = [tuple(row.cells[-1].value for row in found[name].rows[:2]) for name in ("FB-3",)]
    first = [cell.value for cell in found["T4-1"].rows[0].cells]
    assert None in first
    assert both_hidden == [tuple(first)]
    assert [row.cells[0].value for row in found["F7-1"].rows][::2] == first
