"""What is measured, one module for each page. A metric is a few calls that yield the same rows in several ways."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Call = Callable[[], Any]


@dataclass(frozen=True)
class Metric:
    """`calls`: {"ours": …, "sql": …, "naive": …, "admin": …}, timed and counted under "key.name".

    `rows`: the same names, each giving what its call shows in a form that can be compared: all must be equal, or the
    ratios say nothing.
    """

    key: str
    calls: Mapping[str, Call]
    rows: Mapping[str, Call] = field(default_factory=dict)


class NotTheSame(AssertionError):
    """Two ways gave different rows."""


def require_same(metric: Metric) -> int:
    """How many rows every way gives. Raises NotTheSame."""
    given = {name: call() for name, call in metric.rows.items()}
    if not given:
        return 0
    (first, expected), *others = given.items()
    for name, rows in others:
        if rows != expected:
            stray = [row for row in expected if row not in rows][:2], [row for row in rows if row not in expected][:2]
            raise NotTheSame(f"{metric.key}: {first} gives {len(expected)} rows, {name} {len(rows)}: {stray}")
    if not expected:
        raise NotTheSame(f"{metric.key}: no way gives any row.")
    return len(expected)
