"""CPU time of this process and of its database backend, taken in shuffled rounds; medians, spread and growth.

Wall time says how busy the machine is, CPU time how much work was done: ratios of it hold within a fifth from run to
run on a machine that others use too.
"""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

#: A sample that takes less says more of the clock than of the code.
LEAST_MS = 25.0
#: The kernel writes down what a backend used when it goes to sleep.
ASLEEP = 0.0005
#: Between these the two measurements of one and the same page must come out.
QUIET = (0.9, 1.1)


@dataclass(frozen=True)
class Cost:
    """Milliseconds of CPU of one call."""

    client: float
    server: float

    @property
    def total(self) -> float:
        return self.client + self.server


@dataclass(frozen=True)
class Ratio:
    value: float
    low: float
    high: float

    def as_json(self) -> dict[str, float]:
        return asdict(self)


def server_clock(backend_pid: int) -> Callable[[], int]:
    """Nanoseconds this backend has been on a CPU."""
    path = Path(f"/proc/{backend_pid}/schedstat")

    def read() -> int:
        time.sleep(ASLEEP)
        return int(path.read_text().split()[0])

    return read


def sample(run: Callable[[], object], times: int, clock: Callable[[], int]) -> Cost:
    """The cost of one of `times` calls in a row."""
    gc.collect()
    gc.disable()
    try:
        server, client = clock(), time.process_time_ns()
        for _ in range(times):
            run()
        client = time.process_time_ns() - client
        server = clock() - server
    finally:
        gc.enable()
    return Cost(client / times / 1e6, server / times / 1e6)


def seconds(run: Callable[[], object], times: int = 3) -> float:
    """By the clock on the wall, the median of a few calls: how long somebody waits."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def interleaved(
    calls: Mapping[str, Callable[[], object]], rounds: int, clock: Callable[[], int], seed: int
) -> dict[str, list[Cost]]:
    """Every call once a round, in an order drawn anew for each round."""
    times = {}
    for name, run in calls.items():
        run()  # fills what is filled once in a process
        once = sample(run, 1, clock).total
        times[name] = max(1, math.ceil(LEAST_MS / max(once, 0.01)))
    costs: dict[str, list[Cost]] = {name: [] for name in calls}
    order, random = list(calls), Random(seed)
    for _ in range(rounds):
        random.shuffle(order)
        for name in order:
            costs[name].append(sample(calls[name], min(times[name], 200), clock))
    return costs


def median(costs: Sequence[Cost]) -> Cost:
    return Cost(
        statistics.median(cost.client for cost in costs),
        statistics.median(cost.server for cost in costs),
    )


def ratio(above: Sequence[Sequence[Cost]], below: Sequence[Sequence[Cost]]) -> Ratio:
    """Sum ÷ sum, round by round: the median of the rounds' ratios and their quartiles."""
    rounds = zip(zip(*above, strict=True), zip(*below, strict=True), strict=True)
    return spread([sum(c.total for c in over) / sum(c.total for c in under) for over, under in rounds])


def spread(values: Sequence[float]) -> Ratio:
    if len(values) < 2:
        return Ratio(values[0], values[0], values[0])
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return Ratio(middle, low, high)


def is_quiet(control: float) -> bool:
    return QUIET[0] <= control <= QUIET[1]


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float | None:
    """The slope of log cost on log size: 0 is flat, 1 is twice the cost for twice the rows. None for one size."""
    if len(sizes) < 2 or min(costs) <= 0:
        return None
    xs, ys = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    return statistics.linear_regression(xs, ys).slope
