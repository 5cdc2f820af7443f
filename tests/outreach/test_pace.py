"""*Fra motivation til indskrivning*: medians of the unit, with N, never of a handful."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from outreach.actions.enrolment import enrol
from outreach.referrals import periods
from outreach.unit_pace import Gap, unit_pace
from tests.cast import acting, client_of
from tests.queries import assert_same_queries


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def write(case, by, *waits: int, visitation: str = "direct", begun: int = -40) -> None:
    for wait in waits:
        enrol(
            case=case, motivation_on=day(begun), decided_on=day(begun), visitation=visitation,
            enrolled_on=day(begun + wait), by=by,
        )  # fmt: skip


def gaps(user) -> dict[str, tuple[int, str, str]]:
    stages, rights = unit_pace(user, periods(day(0))[0])
    return {gap.name: (gap.number, gap.words, gap.half) for gap in [*stages, *rights]}


@pytest.mark.parametrize(
    ("days", "words", "half"),
    [
        ([3, 1, 2, 9, 4], "3 dage", "2–4 dage"),
        ([1, 2, 3, 4, 5, 6], "3,5 dage", "2–5 dage"),
        ([1, 1, 1, 1, 1], "1 dag", "1 dag"),
        ([1, 2, 3, 4], "for få til et tal", ""),
        ([], "for få til et tal", ""),
    ],
)
def test_a_median_says_what_half_of_them_waited(days, words, half):
    gap = Gap("", days)

    assert (gap.words, gap.half) == (words, half)


def test_a_number_is_shown_from_five_on(case, owner):
    with acting(owner) as by:
        write(case, by, 1, 2, 3, 4)
        few = gaps(by)["Motivation vist – indskrevet"]
        write(case, by, 9)

        assert few == (4, "for få til et tal", "")
        assert gaps(by)["Motivation vist – indskrevet"] == (5, "3 dage", "2–4 dage")
        assert gaps(by)["Vi visiterede selv"] == (5, "3 dage", "2–4 dage")
        assert gaps(by)["Andre afgjorde det"] == (0, "for få til et tal", "")


def test_days_that_are_missing_or_the_other_way_round_are_not_counted(case, owner):
    with acting(owner) as by:
        enrol(case=case, motivation_on=day(-3), by=by)
        enrol(case=case, motivation_on=day(-3), enrolled_on=day(-5), by=by)

        assert gaps(by)["Motivation vist – indskrevet"][0] == 0


def test_what_lies_before_the_period_is_not_counted(case, owner):
    with acting(owner) as by:
        write(case, by, 1, 2, 3, 4, 5, begun=-500)

        assert gaps(by)["Motivation vist – indskrevet"][0] == 0


def test_another_units_are_not_counted(case, owner, other_leader, outside_leader):
    with acting(owner) as by:
        write(case, by, 1, 2, 3, 4, 5)
    counted = []
    for user in (other_leader, outside_leader):
        with acting(user) as by:
            counted.append(gaps(by)["Motivation vist – indskrevet"][0])

    assert counted == [0, 0]


def test_the_page_names_no_worker_and_costs_the_same(case, owner, leader):
    client, url = client_of(leader), reverse("outreach:pace")

    def more(number: int) -> None:
        with acting(owner) as by:
            write(case, by, *range(number))

    more(1)
    assert_same_queries(lambda: client.get(url), lambda: more(2), lambda: more(30))
    main = client.get(url).content.decode().split("<main")[1]

    assert owner.name not in main
