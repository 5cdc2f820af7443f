"""The figures of talks near and far, each against data counted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from cases.talk_figures import (
    Courses,
    Gap,
    Middle,
    Planned,
    Share,
    Spoken,
    Stretch,
    changes,
    fit_by_mode,
    gaps,
    mean_of,
    median_of,
    minutes_by_mode,
    months,
    outcomes,
    outcomes_by_mode,
    share_long,
)
from cases.talk_page import middle_words, period_of, share_words
from cases.ways import Mode

ANE, BO = UUID(int=1), UUID(int=2)
COURSE, OTHER_COURSE = UUID(int=11), UUID(int=12)
ODA, KASPER = UUID(int=21), UUID(int=22)


def on(day: int, month: int = 3) -> date:
    return date(2026, month, day)


def planned(day: int = 1, way: str = "centre", outcome: str = "done", **more: Any) -> Planned:
    values = {"citizen_id": ANE, "case_id": COURSE, "day": on(day), "way": way, "outcome": outcome, **more}
    return Planned(**values)


def called_off(day: int = 1, way: str = "centre", by: str = "citizen", **more: Any) -> Planned:
    return planned(day, way, "cancelled", cancelled_by=by, **more)


def spoken(day: date, who: UUID = ANE, way: str = "centre", minutes: int | None = None, **more: Any) -> Spoken:
    occasion = more.pop("occasion", UUID(int=day.toordinal() * 1000 + who.int))
    return Spoken(who, more.pop("by", ODA), day, way, minutes, occasion)


def course_of(*people: UUID, pauses: Sequence[Stretch] = ()) -> Courses:
    """Open since January."""
    courses = Courses()
    for who in people:
        courses.open[who].append(Stretch(on(1, 1), None))
        courses.paused[who] += pauses
    return courses


# --- Shares and middles -----------------------------------------------------------------------------------------------
def test_fewer_than_five_are_no_share_no_median_and_no_average():
    assert (Share(1, 4).percent, Share(1, 5).percent, Share(0, 5).percent) == (None, 20, 0)
    assert median_of([1, 2, 3, 9]) == Middle(None, 4)
    assert (median_of([9, 1, 2, 3, 100]), median_of([1, 2, 3, 4, 5, 60])) == (Middle(3, 5), Middle(3.5, 6))
    assert (mean_of([10, 20, 30, 40]), mean_of([10, 20, 30, 40, 51])) == (Middle(None, 4), Middle(30.2, 5))


def test_in_words_halves_go_up():
    shares = [share_words(Share(*pair)) for pair in ((1, 3), (1, 8), (1, 6), (5, 6))]
    middles = [middle_words(Middle(*pair)) for pair in ((None, 4), (7, 5), (3.5, 6), (30.25, 8))]

    assert (shares, middles) == (["–", "13 %", "17 %", "83 %"], ["–", "7", "3,5", "30,3"])


# --- How planned talks went -------------------------------------------------------------------------------------------
def test_what_we_called_off_and_what_nobody_told_is_outside_the_number():
    rows = [
        *[planned()] * 6, *[planned(outcome="missed")] * 2, *[called_off()] * 2, called_off(by="worker"),
        called_off(by=""), planned(outcome=""),
    ]  # fmt: skip

    found = outcomes(rows)

    assert (found.number, found.held, found.missed, found.called_off, found.by_us, found.untold) == (10, 6, 2, 2, 2, 1)
    assert (found.share_missed.percent, found.share_called_off.percent, found.share_lost.percent) == (20, 20, 40)


def test_each_way_stands_with_those_planned_in_it():
    rows = [planned(way=way) for way in ("centre", "home", "hospital", "street", "walk_and_talk", "video")]
    rows += [planned(way="phone", outcome="missed"), planned(way="phone")]

    found = outcomes_by_mode(rows)

    assert {mode: (one.number, one.missed) for mode, one in found.items()} == {
        Mode.IN_PERSON: (4, 0), Mode.WALK: (1, 0), Mode.PHONE: (2, 1), Mode.VIDEO: (1, 0),
    }  # fmt: skip


# --- Days between -----------------------------------------------------------------------------------------------------
def test_days_between_talks_of_the_same_citizen():
    rows = [spoken(on(1)), spoken(on(8)), spoken(on(29)), spoken(on(3), BO), spoken(on(5), BO)]

    found = gaps(rows, {}, course_of(ANE, BO))

    assert sorted(gap.days for gap in found) == [2, 7, 21]
    assert share_long(found) == Share(1, 3)


def test_exactly_fourteen_days_is_not_over_fourteen():
    found = gaps([spoken(on(1)), spoken(on(15)), spoken(on(30))], {}, course_of(ANE))

    assert ([gap.days for gap in found], share_long(found)) == ([14, 15], Share(1, 2))


def test_two_talks_on_one_day_are_one_day():
    rows = [spoken(on(1)), spoken(on(4), occasion=UUID(int=5)), spoken(on(4), occasion=UUID(int=6)), spoken(on(6))]

    assert [gap.days for gap in gaps(rows, {}, course_of(ANE))] == [3, 2]


def test_a_gap_that_began_before_the_period_counts_where_it_ends():
    assert [gap.days for gap in gaps([spoken(on(6))], {ANE: on(20, 2), BO: on(1)}, course_of(ANE, BO))] == [14]


def test_a_gap_over_a_pause_or_between_two_periods_of_a_course_is_none():
    rows = [spoken(on(1)), spoken(on(8)), spoken(on(29))]
    paused = course_of(ANE, pauses=[Stretch(on(10), on(20))])
    closed_between = Courses()
    closed_between.open[ANE] = [Stretch(on(1, 1), on(8)), Stretch(on(25), None)]

    assert [gap.days for gap in gaps(rows, {}, paused)] == [7]
    assert [gap.days for gap in gaps(rows, {}, closed_between)] == [7]
    assert gaps(rows, {}, Courses()) == []


@pytest.mark.parametrize(
    ("pause", "kept"),
    [
        (Stretch(on(1, 2), on(1)), True),  # ended on the day of the first talk
        (Stretch(on(8), None), True),  # began on the day of the second
        (Stretch(on(7), None), False),
        (Stretch(on(1, 2), on(2)), False),
    ],
)
def test_a_pause_that_ends_with_a_talk_or_begins_with_one_is_not_between(pause, kept):
    found = gaps([spoken(on(1)), spoken(on(8))], {}, course_of(ANE, pauses=[pause]))

    assert bool(found) == kept


def test_a_gap_is_theirs_who_ended_it():
    found = gaps([spoken(on(1), by=ODA), spoken(on(3), by=KASPER)], {}, course_of(ANE))

    assert found == [Gap(ANE, on(1), on(3), KASPER)]


# --- Months and minutes -----------------------------------------------------------------------------------------------
def test_every_month_stands_there_with_its_talks_by_way_and_its_citizens():
    rows = [spoken(on(30, 1)), spoken(on(1, 3)), spoken(on(2, 3), way="phone"), spoken(on(2, 3), BO, way="video")]

    found = months(rows, on(15, 1), on(20, 3))

    assert [(one.first, one.number, list(one.modes.values()), one.citizens) for one in found] == [
        (on(1, 1), 1, [1, 0, 0, 0], 1),
        (on(1, 2), 0, [0, 0, 0, 0], 0),
        (on(1, 3), 3, [1, 0, 1, 1], 2),
    ]


def test_the_year_turns():
    assert [one.first for one in months([], date(2025, 11, 1), date(2026, 1, 9))] == [
        date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1),
    ]  # fmt: skip


def test_minutes_of_several_met_at_once_count_once_and_unwritten_ones_not():
    together = UUID(int=7)
    rows = [spoken(on(day), minutes=30) for day in range(1, 5)]
    rows += [spoken(on(9), who, minutes=80, occasion=together) for who in (ANE, BO)]
    rows += [spoken(on(10)), spoken(on(11), minutes=0), spoken(on(12), way="phone", minutes=20)]

    found = minutes_by_mode(rows)

    assert (found[Mode.IN_PERSON], found[Mode.PHONE]) == (Middle(40, 5), Middle(None, 1))


# --- Before and after a change of way ---------------------------------------------------------------------------------
def test_a_course_is_divided_at_its_first_talk_on_the_other_kind_of_way():
    rows = [
        planned(2), planned(4, outcome="missed"), called_off(6), planned(8, "walk_and_talk"),
        called_off(9, by="worker"), planned(10, "phone"), planned(12, "video", "missed"), planned(14),
    ]  # fmt: skip
    found = gaps([spoken(on(day)) for day in (2, 8, 10, 13)], {}, course_of(ANE))

    to_remote, to_near = changes(rows, found)

    assert (to_remote.courses, to_near.courses) == (1, 0)
    assert (to_remote.before.planned.number, to_remote.before.planned.missed, to_remote.before.planned.called_off) == (
        4, 1, 1,
    )  # fmt: skip
    assert (to_remote.after.planned.number, to_remote.after.planned.missed) == (3, 1)
    # From 2 to 8 before, from 10 to 13 after; from 8 to 10 it went over.
    assert (to_remote.before.days, to_remote.after.days) == ([6], [3])


def test_a_course_that_went_back_to_meeting_stands_in_the_other_table():
    rows = [planned(1, "phone", "missed"), planned(3), planned(5), planned(7, case_id=OTHER_COURSE, citizen_id=BO)]

    to_remote, to_near = changes(rows, [])

    assert (to_remote.courses, to_near.courses) == (0, 1)
    assert (to_near.before.planned.missed, to_near.after.planned.number) == (1, 2)


def test_what_we_called_off_is_no_change_and_a_talk_without_a_course_is_in_none():
    rows = [planned(1), called_off(2, "phone", by="worker"), planned(3, "phone", outcome="")]
    rows += [planned(1, case_id=None), planned(2, "phone", case_id=None)]

    assert [change.courses for change in changes(rows, [])] == [0, 0]


# --- Whether the way fits ---------------------------------------------------------------------------------------------
def test_wishes_benefit_and_what_stands_in_the_way():
    rows = [
        planned(way="phone", wished_way="phone", benefit="yes", away=True),
        planned(way="phone", wished_way="home", benefit="no", outcome="done"),
        planned(way="phone", outcome="missed", away=True, hard=True),
        planned(way="centre", wished_way="home"),
    ]

    found = fit_by_mode(rows)
    phone, near = found[Mode.PHONE], found[Mode.IN_PERSON]

    assert (phone.wished, phone.as_wished, dict(phone.benefits)) == (2, 1, {"yes": 1, "no": 1})
    assert [(one.held, one.number) for one in (phone.away, phone.hard)] == [(1, 2), (0, 1)]
    # At home and in the house one meets: the same kind of way.
    assert (near.wished, near.as_wished) == (1, 1)


# --- Periods ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("chosen", "first", "last"),
    [
        ("3", date(2025, 12, 1), date(2026, 2, 10)),
        ("6", date(2025, 9, 1), date(2026, 2, 10)),
        ("12", date(2025, 3, 1), date(2026, 2, 10)),
        ("aar", date(2026, 1, 1), date(2026, 2, 10)),
        ("sidste-aar", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_periods_are_whole_months_up_to_today(chosen, first, last):
    assert period_of(chosen, date(2026, 2, 10)) == (first, last)
