"""Measures one size in a process of its own: `python -m bench.measure CONTACTS DAY ROUNDS`, JSON on the last line.

Its environment names the database of that size, reached as the service role: row-level security holds.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Callable
from datetime import datetime
from typing import Any

SEED = 7
#: Writing hundreds of rows one by one takes seconds: fewer rounds do.
SLOW_ROUNDS = 3


def main() -> int:
    # Files are served from their sources here, as in a trial.
    warnings.filterwarnings("ignore", message="No directory at", category=UserWarning)
    import django

    django.setup()
    from bench import world
    from bench.desk import Desk
    from bench.sizes import Size

    contacts, now, rounds = int(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), int(sys.argv[3])
    desk = Desk(world.make(Size(contacts), now))
    desk.enter()
    print(json.dumps(measured(desk, rounds)))
    return 0


def measured(desk: Any, rounds: int) -> dict[str, Any]:
    from django.db import connection

    from bench import aims, counts, timing
    from bench.metrics import (
        contacts,
        evaluation,
        imports,
        my_day,
        require_same,
        search,
        stack,
        tablet,
        timeline,
        unit,
        writing,
    )

    quick = [
        stack.metric(desk), my_day.metric(desk), unit.metric(desk), *contacts.metrics(desk), timeline.metric(desk),
        *search.metrics(desk), writing.metric(desk),
    ]  # fmt: skip
    slow = [imports.metric(desk), evaluation.metric(desk), *tablet.metrics(desk)]
    if wanted := os.environ.get("METRICS", "").split():
        quick = [metric for metric in quick if metric.key in ("empty", *wanted)]
        slow = [metric for metric in slow if metric.key in wanted]
    found: dict[str, Any] = {"rows": {}, "counts": {}, "costs": {}, "seconds": {}}
    clock = timing.server_clock(connection.connection.info.backend_pid)
    for metrics, times in ((quick, rounds), (slow, min(rounds, SLOW_ROUNDS))):
        calls: dict[str, Callable[[], object]] = {}
        for metric in metrics:
            found["rows"][metric.key] = require_same(metric)
            calls |= {f"{metric.key}.{name}": call for name, call in metric.calls.items()}
        costs = timing.interleaved(calls, times, clock, SEED)
        found["costs"] |= {name: [[cost.client, cost.server] for cost in row] for name, row in costs.items()}
        found["seconds"] |= {name: timing.seconds(calls[name]) for name in aims.SECONDS if name in calls}
        # Planned and explained afterwards: it changes what lies in memory.
        found["counts"] |= {name: counts.count(call).as_json() for name, call in calls.items()}
    return found


if __name__ == "__main__":
    sys.exit(main())
