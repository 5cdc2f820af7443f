"""What signing in costs: a page with nothing in it for somebody, for nobody, and a word through the same stack."""

from __future__ import annotations

from bench.desk import Desk
from bench.metrics import Metric


def metric(desk: Desk) -> Metric:
    """`again` is `ours` once more: what comes out between these two is the noise of the machine."""
    return Metric(
        "empty",
        {
            "ours": lambda: desk.as_worker.get("/bench/empty/"),
            "again": lambda: desk.as_worker.get("/bench/empty/"),
            "anonymous": lambda: desk.as_nobody.get("/bench/door/"),
            "hello": lambda: desk.as_nobody.get("/bench/hello/"),
        },
    )
