import pytest

from bench.timing import Cost, Ratio, exponent, interleaved, is_quiet, median, ratio, spread


def costs(*totals: float) -> list[Cost]:
    return [Cost(total / 2, total / 2) for total in totals]


def test_a_ratio_is_the_median_of_the_rounds_ratios_not_the_ratio_of_medians():
    assert ratio([costs(2, 30, 4)], [costs(1, 10, 4)]) == Ratio(2.0, 1.5, 2.5)


def test_what_stands_below_may_be_a_sum():
    assert ratio([costs(6, 6)], [costs(1, 2), costs(1, 1)]) == Ratio(2.5, 2.25, 2.75)


def test_one_round_has_no_spread():
    assert spread([1.5]) == Ratio(1.5, 1.5, 1.5)


def test_python_and_database_have_medians_of_their_own():
    assert median([Cost(1, 9), Cost(2, 5), Cost(9, 7)]) == Cost(2, 7)


@pytest.mark.parametrize(("power", "slope"), [(0, 0.0), (1, 1.0), (0.5, 0.5)])
def test_the_exponent_is_the_slope_on_logarithms(power, slope):
    sizes = [10_000, 100_000, 2_000_000]
    assert exponent(sizes, [7 * size**power for size in sizes]) == pytest.approx(slope)


def test_one_size_or_nothing_at_all_does_not_grow():
    assert exponent([10_000], [3]) is None
    assert exponent([10_000, 100_000], [0, 3]) is None


@pytest.mark.parametrize(("control", "quiet"), [(0.89, False), (0.9, True), (1.1, True), (1.11, False)])
def test_a_run_is_believed_when_the_control_pair_is_alike(control, quiet):
    assert is_quiet(control) is quiet


def test_every_call_is_made_in_every_round_whatever_the_order():
    made = []
    calls = {name: lambda name=name: made.append(name) for name in "abc"}

    taken = interleaved(calls, rounds=3, clock=iter(range(1000)).__next__, seed=1)

    assert {name: len(row) for name, row in taken.items()} == {"a": 3, "b": 3, "c": 3}
    assert set(made) == {"a", "b", "c"}
