"""The arithmetic of the evaluation: shares, and what was measured before against what was measured after.

Pure functions of counts, as the database gives them. Means and changes are exact fractions until they are printed, so
that no half is rounded the wrong way. numpy and scipy take a second to load: only the functions that need them do so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import NormalDist
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    import numpy as np

Number = int | float | Decimal | Fraction
#: One kind of number within a mapping: its keys' type is not allowed to be a narrower one.
N = TypeVar("N", bound=Number)
Better = Literal["higher", "lower", ""]

#: The fewest pairs from which a test or an interval is told.
FEWEST_PAIRS = 6
CONFIDENCE = 0.95
#: The most changes for which Wilcoxon's p is exact; so many choices of signs are counted within 64 bits.
MOST_EXACT = 50
#: Below which p an answer gets which mark (evaluation report 2017, notes under tables 7-1 to 7-3).
STARS = ((0.05, "**"), (0.10, "*"))


def exact(value: Number) -> Fraction:
    """The number as a person reads it: the float 0.1 is a tenth. Raises ValueError for what is no finite number."""
    try:
        return Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    except OverflowError as error:
        raise ValueError(value) from error


def whole(count: Number) -> int:
    """A number of citizens, in whatever type the database summed it. Raises ValueError where it can be none."""
    number = exact(count)
    if number.denominator != 1 or number < 0:
        raise ValueError(f"not a number of citizens: {count}")
    return int(number)


def rounded(value: Number, decimals: int) -> Decimal:
    """Half away from zero, as the published tables do; always with `decimals` decimals, never −0."""
    number = exact(value)
    steps = math.floor(abs(number) * 10**decimals + Fraction(1, 2))
    return Decimal(steps if number > 0 else -steps).scaleb(-decimals)


def percent(count: Number, n: Number) -> int | None:
    """Whole per cent of `n`, half up, each share on its own: a column may add up to 99 or 101. None of nobody."""
    return int(rounded(100 * exact(count) / exact(n), 0)) if n else None


@dataclass(frozen=True)
class Share:
    """`share` of 1, and the interval of 95 % around it."""

    share: Fraction
    low: float
    high: float


def share_with_interval(count: Number, n: Number) -> Share | None:
    """Wilson's interval (Wilson 1927), which stays within 0 and 1 and holds for few. None of nobody."""
    part, everybody = whole(count), whole(n)
    if part > everybody:
        raise ValueError(f"{part} of {everybody}")
    if not everybody:
        return None
    share, z = part / everybody, NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    middle = share + z**2 / (2 * everybody)
    reach = z * math.sqrt(share * (1 - share) / everybody + (z / (2 * everybody)) ** 2)
    scale = 1 + z**2 / everybody
    # At the ends the formula gives exactly 0 and 1, which floats miss by a hair.
    low = 0.0 if part == 0 else (middle - reach) / scale
    high = 1.0 if part == everybody else (middle + reach) / scale
    return Share(Fraction(part, everybody), low, high)


def median(counts: Mapping[N, Number]) -> Fraction | None:
    """The middle value, or the mean of the two middle ones, where `counts[value]` citizens have it. None of nobody."""
    values = sorted((exact(value), whole(count)) for value, count in counts.items())
    n = sum(count for _, count in values)
    if not n:
        return None
    return (_at(values, (n - 1) // 2) + _at(values, n // 2)) / 2


def _at(values: list[tuple[Fraction, int]], place: int) -> Fraction:
    for value, count in values:
        if place < count:
            return value
        place -= count
    raise IndexError(place)


@dataclass(frozen=True)
class TTest:
    t: float
    df: int
    p: float


@dataclass(frozen=True)
class Wilcoxon:
    """`statistic` is the smaller of the two sums of ranks; `changed` are the pairs that have a rank."""

    statistic: float
    changed: int
    p: float


@dataclass(frozen=True)
class Interval:
    low: float
    high: float


@dataclass(frozen=True)
class Development:
    """Citizens by the direction that is better for them (figure 7-2)."""

    positive: int
    same: int
    negative: int


@dataclass(frozen=True)
class Paired:
    """Citizens measured twice. What cannot be told honestly is None, never NaN.

    `sd` and `effect_size` (Cohen's dz: the mean change in its own standard deviations) are of the differences after
    minus before, and `interval` is Student's 95 % of the mean change.
    """

    n: int
    mean_before: Fraction | None
    mean_after: Fraction | None
    change: Fraction | None
    sd: float | None
    effect_size: float | None
    t_test: TTest | None
    wilcoxon: Wilcoxon | None
    interval: Interval | None
    development: Development | None

    def change_of_rounded_means(self, decimals: int) -> Decimal | None:
        """The change as table 7-1 of 2017 prints it; tables 7-2 and 7-3, and Brobyg, round `change` itself."""
        if self.mean_before is None or self.mean_after is None:
            return None
        return rounded(self.mean_after, decimals) - rounded(self.mean_before, decimals)

    @property
    def stars(self) -> str:
        """From the t-test, which reproduces every mark of 2017; the report does not name its own."""
        if self.t_test is None:
            return ""
        return next((mark for below, mark in STARS if self.t_test.p < below), "")


def paired(pairs: Mapping[tuple[N, N], Number], better: Better = "higher", smallest: int = FEWEST_PAIRS) -> Paired:
    """What `pairs[before, after]` citizens tell. No test and no interval under `smallest` pairs.

    The t-test and the interval need differences that differ. Where all moved alike there is neither, nor an effect
    size, though Wilcoxon's test may still speak.
    """
    counted = [(exact(before), exact(after), whole(count)) for (before, after), count in pairs.items()]
    n = sum(count for _, _, count in counted)
    differences: dict[Fraction, int] = {}
    for before, after, count in counted:
        if count:
            differences[after - before] = differences.get(after - before, 0) + count
    change, sd = _mean_and_deviation(differences, n)
    enough, varies = n >= max(smallest, 2), len(differences) > 1
    t_test, interval = _t_test(differences) if enough and varies else (None, None)
    return Paired(
        n=n,
        mean_before=sum(before * count for before, _, count in counted) / Fraction(n) if n else None,
        mean_after=sum(after * count for _, after, count in counted) / Fraction(n) if n else None,
        change=change,
        sd=sd,
        effect_size=float(change) / sd if change is not None and sd else None,
        t_test=t_test,
        wilcoxon=_wilcoxon(differences) if enough else None,
        interval=interval,
        development=_development(differences, better),
    )


def _mean_and_deviation(differences: Mapping[Fraction, int], n: int) -> tuple[Fraction | None, float | None]:
    if not n:
        return None, None
    mean = sum(value * count for value, count in differences.items()) / Fraction(n)
    if n == 1:
        return mean, None
    squares = sum((value - mean) ** 2 * count for value, count in differences.items())
    return mean, math.sqrt(squares / (n - 1))


def _development(differences: Mapping[Fraction, int], better: Better) -> Development | None:
    if not better:
        return None
    up = sum(count for value, count in differences.items() if value > 0)
    down = sum(count for value, count in differences.items() if value < 0)
    same = differences.get(Fraction(0), 0)
    return Development(up, same, down) if better == "higher" else Development(down, same, up)


def _one_by_one(differences: Mapping[Fraction, int]) -> np.ndarray:
    """One number for each citizen. Alike fractions give alike floats, so that ties stay ties."""
    import numpy as np

    return np.repeat([float(value) for value in differences], list(differences.values()))


def _t_test(differences: Mapping[Fraction, int]) -> tuple[TTest, Interval]:
    from scipy import stats

    result = stats.ttest_1samp(_one_by_one(differences), 0.0)
    low, high = result.confidence_interval(CONFIDENCE)
    return TTest(float(result.statistic), int(result.df), float(result.pvalue)), Interval(float(low), float(high))


def _wilcoxon(differences: Mapping[Fraction, int]) -> Wilcoxon | None:
    """Two-sided signed-rank test as Wilcoxon made it: who did not change has no rank and is left out.

    Pratt's way, which ranks the zeros first, would leave only the approximation, and half or more often answer the
    same twice. p is exact, ties or not, for up to `MOST_EXACT` changes; beyond that it is scipy's normal
    approximation, corrected for ties and for continuity. None where nobody changed.
    """
    from scipy import stats

    changes = _one_by_one({value: count for value, count in differences.items() if value})
    if not changes.size:
        return None
    exactly = changes.size <= MOST_EXACT
    result = stats.wilcoxon(changes, zero_method="wilcox", correction=True, method="asymptotic")
    statistic = float(result.statistic)
    p = _exact_p(stats.rankdata(abs(changes)), statistic) if exactly else float(result.pvalue)
    return Wilcoxon(statistic, int(changes.size), p)


def _exact_p(ranks: np.ndarray, statistic: float) -> float:
    """How often signs at random give a sum of ranks as far out as `statistic`.

    scipy has this for ranks without ties, and with ties only by going through all signs: a second for 13 of them.
    """
    import numpy as np

    # Twice a rank is whole, with ties too; ways[k] counts the choices of signs in which the positive ones sum to k.
    doubled = (2 * ranks).astype(int)
    ways = np.zeros(doubled.sum() + 1, dtype=np.int64)
    ways[0] = 1
    for rank in doubled:
        ways[rank:] = ways[rank:] + ways[:-rank]
    return min(1.0, float(2 * ways[: int(2 * statistic) + 1].sum()) / 2**ranks.size)
