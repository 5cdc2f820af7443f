"""Each number against one worked out on paper, against scipy on the raw answers, and against the report of 2017."""

from __future__ import annotations

import math
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from measurements.statistics import (
    Development,
    Interval,
    Paired,
    Share,
    TTest,
    Wilcoxon,
    exact,
    median,
    paired,
    percent,
    rounded,
    share_with_interval,
)
from tests.measurements.published_2017 import TABLE_7_1, TABLE_7_2, TABLE_7_3, Published


def answers(highest: int, fewest: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    return st.lists(st.tuples(st.integers(0, highest), st.integers(0, highest)), min_size=fewest, max_size=80)


ANY = st.one_of(answers(4, 0), answers(30, 0))
ENOUGH = st.one_of(answers(4, 6), answers(30, 6))


def differences(answers: list[tuple[int, int]]) -> list[int]:
    return [after - before for before, after in answers]


@pytest.mark.parametrize(
    ("value", "decimals", "told"),
    [
        (2.675, 2, "2.68"),
        (Decimal("-2.675"), 2, "-2.68"),
        (Fraction(-1, 4), 1, "-0.3"),
        (Fraction(1, 3), 2, "0.33"),
        (Fraction(-1, 1000), 2, "0.00"),
        (0.5, 0, "1"),
        (7, 1, "7.0"),
    ],
)
def test_half_is_rounded_away_from_zero(value, decimals, told):
    assert str(rounded(value, decimals)) == told


@given(st.integers(-(10**6), 10**6), st.integers(0, 4))
def test_rounding_is_what_decimal_does_to_a_number_written_out(thousandths, decimals):
    written = Decimal(thousandths) / 1000
    assert rounded(written, decimals) == written.quantize(Decimal(1).scaleb(-decimals), "ROUND_HALF_UP")


@pytest.mark.parametrize(("count", "n", "told"), [(1, 8, 13), (1, 200, 1), (12, 30, 40), (0, 9, 0), (0, 0, None)])
def test_percent_is_whole_and_half_up(count, n, told):
    assert percent(count, n) == told


def test_percent_of_what_a_database_sums():
    assert percent(Decimal("1"), Decimal("8")) == percent(1.0, 8.0) == 13


@pytest.mark.parametrize("value", [math.nan, math.inf, Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError):
        exact(value)


@pytest.mark.parametrize("count", [-1, 0.5, Decimal("1.5")])
def test_what_is_no_number_of_citizens_is_refused(count):
    with pytest.raises(ValueError, match="not a number of citizens"):
        paired({(1, 2): count})


def test_six_citizens_on_paper():
    """1→3, 2→2, 3→4, 4→3, 5→5, 2→5: differences 2, 0, 1, −1, 0, 3; mean 5/6.

    The squares 4 + 0 + 1 + 1 + 0 + 9 = 15 less 6·(5/6)² = 25/6 leave 65/6; over 5 that is 13/6. So t² = n·mean²/var
    = 6·25/36 ÷ 13/6 = 25/13. Ranks of 1, 1, 2, 3 are 1½, 1½, 3, 4: the one that fell has 1½, and of the 16 choices of
    signs {}, {1½}, {1½'} sum to 1½ or less: p = 2·3/16.
    """
    told = paired({(1, 3): 1, (2, 2): 1, (3, 4): 1, (4, 3): 1, (5, 5): 1, (2, 5): 1})
    t, sd = 5 / math.sqrt(13), math.sqrt(13 / 6)
    reach = 2.5705818356363146 * sd / math.sqrt(6)  # 97.5 % of Student's t with 5 degrees of freedom
    assert told == Paired(
        n=6,
        mean_before=Fraction(17, 6),
        mean_after=Fraction(22, 6),
        change=Fraction(5, 6),
        sd=pytest.approx(sd),
        effect_size=pytest.approx(5 / 6 / sd),
        t_test=TTest(pytest.approx(t), 5, pytest.approx(0.2243, abs=1e-3)),
        wilcoxon=Wilcoxon(1.5, 4, 0.375),
        interval=Interval(pytest.approx(5 / 6 - reach), pytest.approx(5 / 6 + reach)),
        development=Development(3, 2, 1),
    )


def test_under_six_pairs_there_is_no_test_no_star_and_no_interval():
    few = paired({(1, 5): 4, (1, 4): 1})
    assert (few.n, few.change, few.t_test, few.wilcoxon, few.interval, few.stars) == (
        5,
        Fraction(19, 5),
        *[None] * 3,
        "",
    )
    assert paired({(1, 5): 5, (1, 4): 1}).stars == "**"


@pytest.mark.parametrize("n", [6, 51, 100_000])
def test_all_moved_alike_gives_no_t_test_and_no_effect_size(n):
    alike = paired({(1, 2): n - 2, (3, 4): 2})
    assert (alike.change, alike.sd, alike.stars) == (1, 0.0, "")
    assert (alike.effect_size, alike.t_test, alike.interval) == (None, None, None)
    assert (alike.wilcoxon.statistic, alike.wilcoxon.changed) == (0.0, n)


def test_six_who_all_rose_are_one_in_32_by_wilcoxon():
    """Two of the 64 choices of signs are as far out: all up, all down."""
    assert paired({(1, 2): 6}).wilcoxon == Wilcoxon(0.0, 6, 1 / 32)


def test_nobody_changed():
    still = paired({(1, 1): 5, (4, 4): 9})
    assert (still.n, still.change, still.sd, still.development) == (14, 0, 0.0, Development(0, 14, 0))
    assert (still.effect_size, still.t_test, still.wilcoxon, still.interval) == (None, None, None, None)


def test_nobody_and_one():
    assert paired({}) == paired({(1, 2): 0}) == Paired(0, *[None] * 8, Development(0, 0, 0))
    assert paired({(1, 2): 1}) == Paired(1, Fraction(1), Fraction(2), Fraction(1), *[None] * 5, Development(1, 0, 0))
    assert paired({}).change_of_rounded_means(2) is None


def test_however_few_are_asked_for_one_pair_is_no_test():
    assert paired({(1, 2): 1}, smallest=0).t_test is None
    assert paired({}, smallest=0).wilcoxon is None


def test_direction_turns_what_is_positive():
    pairs = {(1, 2): 3, (2, 1): 5, (4, 4): 7}
    assert [paired(pairs, better=better).development for better in ("higher", "lower", "")] == [
        Development(3, 7, 5),
        Development(5, 7, 3),
        None,
    ]


def test_numbers_as_a_database_gives_them_tell_the_same():
    """0.3 − 0.1 and 0.4 − 0.2 are one tie, whatever floats make of them."""
    floats = {(0.1, 0.3): 3.0, (0.2, 0.4): 2.0, (0.5, 0.3): 1.0, (0.5, 0.9): 1.0}
    decimals = {(Decimal(str(a)), Decimal(str(b))): Decimal(count) for (a, b), count in floats.items()}
    tenths = paired({(round(10 * a), round(10 * b)): int(count) for (a, b), count in floats.items()})
    assert paired(floats) == paired(decimals)
    assert paired(floats).wilcoxon == tenths.wilcoxon


@given(ENOUGH)
def test_the_t_test_is_scipys_on_the_raw_answers(answers):
    told, raw = paired(Counter(answers)), differences(answers)
    assume(len(set(raw)) > 1)
    before, after = zip(*answers, strict=True)
    result = stats.ttest_rel(after, before)
    low, high = result.confidence_interval(0.95)
    assert told.t_test == TTest(pytest.approx(result.statistic), len(raw) - 1, pytest.approx(result.pvalue))
    assert told.interval == Interval(pytest.approx(low), pytest.approx(high))
    assert (float(told.change), told.sd) == pytest.approx((sum(raw) / len(raw), stats.tstd(raw)))
    assert told.effect_size * math.sqrt(len(raw)) == pytest.approx(told.t_test.t)


@given(ENOUGH)
def test_wilcoxons_statistic_is_scipys_on_the_raw_answers(answers):
    told, raw = paired(Counter(answers)).wilcoxon, differences(answers)
    assume(any(raw))
    result = stats.wilcoxon(raw, zero_method="wilcox", correction=True, method="asymptotic")
    assert (told.statistic, told.changed) == (result.statistic, len(raw) - raw.count(0))
    if told.changed > 50:
        assert told.p == pytest.approx(result.pvalue)


@given(st.lists(st.integers(1, 60), min_size=6, max_size=50, unique=True), st.randoms())
def test_wilcoxons_p_is_scipys_exact_one_where_no_sizes_tie(sizes, random):
    raw = [size * random.choice((-1, 1)) for size in sizes]
    told = paired(Counter((0, difference) for difference in raw)).wilcoxon
    assert told.p == pytest.approx(stats.wilcoxon(raw, method="exact").pvalue)


@given(st.lists(st.sampled_from([-3, -2, -1, 1, 2, 3]), min_size=6, max_size=8))
def test_wilcoxons_p_with_ties_is_scipys_by_all_signs(raw):
    told = paired(Counter((5, 5 + difference) for difference in raw)).wilcoxon
    assert told.p == pytest.approx(stats.wilcoxon(raw, method=stats.PermutationMethod()).pvalue)


@given(ANY)
def test_nothing_told_is_nan_or_infinite(answers):
    told = paired(Counter(answers))
    parts = [told.sd, told.effect_size]
    parts += [value for part in (told.t_test, told.wilcoxon, told.interval) if part for value in vars(part).values()]
    assert all(math.isfinite(part) for part in parts if part is not None)


@given(ANY)
def test_turning_time_round_turns_the_change(answers):
    forth = paired(Counter(answers))
    back = paired(Counter((after, before) for before, after in answers), better="lower")
    assert (forth.n, forth.sd, forth.wilcoxon, forth.development) == (back.n, back.sd, back.wilcoxon, back.development)
    assert forth.change is None or forth.change == -back.change


@given(st.integers(0, 60), st.integers(1, 60))
def test_the_interval_of_a_share_is_scipys_wilson(count, n):
    assume(count <= n)
    low, high = stats.binomtest(count, n).proportion_ci(0.95, method="wilson")
    assert share_with_interval(count, n) == Share(
        Fraction(count, n), pytest.approx(low, abs=1e-12), pytest.approx(high, abs=1e-12)
    )


def test_a_share_of_nobody_and_more_than_everybody():
    assert share_with_interval(0, 0) is None
    assert (share_with_interval(0, 7).low, share_with_interval(7, 7).high) == (0.0, 1.0)
    with pytest.raises(ValueError, match="8 of 7"):
        share_with_interval(8, 7)


@given(st.lists(st.integers(0, 20), min_size=1))
def test_median_of_a_histogram_is_that_of_the_values(values):
    ordered = sorted(values)
    middle = Fraction(ordered[(len(values) - 1) // 2] + ordered[len(values) // 2], 2)
    assert median(Counter(values)) == middle


def test_median_of_nobody():
    assert median({}) is median({3: 0}) is None


def printed(published: Published, decimals: int) -> tuple[str, str, str, str]:
    told = paired(published.pairs)
    numbers = [str(rounded(value, decimals)) for value in (told.mean_before, told.mean_after, told.change)]
    return (*numbers, told.stars)


def test_table_7_1_with_the_change_of_rounded_means():
    told = {item.key: paired(item.pairs, item.better) for item in TABLE_7_1}
    assert {
        key: (
            str(rounded(item.mean_before, 2)),
            str(rounded(item.mean_after, 2)),
            str(item.change_of_rounded_means(2)),
            item.stars,
        )
        for key, item in told.items()
    } == {item.key: item.printed for item in TABLE_7_1}
    assert {item.n for item in told.values()} == {27}


def test_table_7_1_with_the_change_itself_differs_in_two_lines():
    other = {item.key: printed(item, 2) for item in TABLE_7_1 if printed(item, 2) != item.printed}
    assert other == {"worse": ("4.44", "4.52", "0.07", ""), "work_hard": ("3.70", "4.04", "0.33", "**")}


@pytest.mark.parametrize("item", [*TABLE_7_2, *TABLE_7_3], ids=lambda item: item.key)
def test_tables_7_2_and_7_3(item):
    assert printed(item, 1) == item.printed


def test_the_tables_have_the_citizens_of_their_notes():
    assert [paired(item.pairs).n for item in TABLE_7_2] == [15, 9, 9]
    assert [paired(item.pairs).n for item in TABLE_7_3] == [15, 15, 8, 12, 8, 12]


@pytest.mark.parametrize("item", TABLE_7_1, ids=lambda item: item.key)
def test_figure_7_2(item):
    told = paired(item.pairs, item.better)
    parts = (told.development.positive, told.development.same, told.development.negative)
    assert tuple(percent(part, told.n) for part in parts) == item.development


def test_pages_without_the_report_never_load_scipy():
    code = (
        "import sys; from measurements import statistics, suppression; "
        "statistics.share_with_interval(3, 9); suppression.hide_small([3, 20, 8]); "
        "sys.exit(bool({'numpy', 'scipy'} & set(sys.modules)))"
    )
    assert subprocess.call([sys.executable, "-c", code]) == 0
