"""Counting queries as the budget counts them: without transaction control and without telling who acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

#: What the database is told, not asked.
NOT_COUNTED = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SET ", "SELECT SET_CONFIG")

#: A page may cost this much, session, user, membership and log included.
BUDGET = 12


def queries_of(call: Callable[[], Any]) -> list[str]:
    """The queries that `call()` makes, as SQL."""
    with CaptureQueriesContext(connection) as captured:
        call()
    asked = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in asked if not sql.lstrip().upper().startswith(NOT_COUNTED)]


def assert_same_queries(call: Callable[[], Any], *grow: Callable[[], Any], budget: int = BUDGET) -> None:
    """`call()` costs the same number of queries after each `grow()`, which adds rows, and never over `budget`.

    assert_same_queries(lambda: client.get(url), lambda: citizens(2), lambda: citizens(97))
    """
    call()  # fills what is filled once in a process: templates, content of settings
    before = queries_of(call)
    assert len(before) <= budget, "\n".join(before)
    for add in grow:
        add()
        after = queries_of(call)
        if len(after) != len(before):
            # The first call took what the addition left to be said once: a message in the session.
            after = queries_of(call)
        assert len(after) == len(before), "\n".join(after)
