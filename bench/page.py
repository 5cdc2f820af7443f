"""docs/performance.md, written from the last result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bench import report

_BEFORE = """# How fast

What `make bench` last said, written by `make bench DOCS=1` and by no hand. {measured}

Every figure is a ratio of CPU time, of this process and of its database backend together: ours against the same rows by
hand-written SQL on the same connection, against the way one would write first, and against Django's admin on the same
tables. Calls are interleaved and shuffled in {rounds} rounds; the value is the median of the rounds' ratios. Before
anything is timed, every way must show the same rows. One page measured as two gave {control}.

*Empty page*: the shell around every page for somebody signed in, with nothing in it. The service role asks, so
row-level security, triggers and the commit guard are in every figure. Each size keeps a largest municipality of 125
workers with 13 open courses each, and grows the country and the past around it.

## What it came to, with {contacts} contacts

"""
_AFTER = """

## How to read it

- A ratio holds within a fifth from run to run, blocks and queries exactly. `bench/result.json` has the quartiles.
- `SIZES="10000 100000" make bench` takes a minute or two; all three sizes about ten. `ROUNDS=15` steadies the ratios,
  `METRICS="my_day contacts"` measures these only (and the empty page).
- Missed: {missed}

## Where it stopped, and why

- *Min dag* and the citizen's page: their queries are composed once in a process (`accounts/prepared.py`, ADR 8). What
  is left is about half PostgreSQL planning the same statements anew for each request (keeping plans would need another
  driver, and rules out a pooler), and half templates. A page of hand-joined strings would be faster and nobody would
  want to change it.
- The leader's page reads each open course once and counts in Python, so that every number has its rows behind it.
- A search goes through the names of the organisation in an index that holds all it looks at. With row-level security
  PostgreSQL uses no index for words in the middle of a name (`LIKE` is not leakproof): it grows with the organisation,
  not with the country.
- The blocks of the leader's page grow with the height of the indexes alone: it asks some twenty of them for each of
  the unit's courses.
- What a tablet sends is applied one by one, each in a transaction of its own, through the page's form and action; the
  form is made once for all that came together, a row and its history are one trip by a statement composed once, an
  action inside an action has no savepoint. What is left beside the four INSERTs: asking the policy whom each entry is
  about is a seventh of it all, most of that PostgreSQL planning the same question again (asked once for all that came
  together it would show what was so before the entry's own transaction); the 30 fields of the form a fifth of the
  Python; two savepoints, so that a refused entry keeps its receipt and a contact sent twice is found; and waiting for
  the same entry sent at the same moment. No second way around form, action or policy was made for tablets.
- Django's admin shows rows of one table without the policy, the log or a name to each; its first page is no measure of
  ours, its pages further down are.
- The rows of the policy are asked along joins (`sees_citizen`), corrections as a question, row-level security once a
  statement, lists by key, and counts without an end are not made: without these *Min dag* touched 75,000 blocks with
  two million contacts.
"""


def written(result: Mapping[str, Any]) -> str:
    machine = result["machine"]
    measured = (
        f"Measured on {result['day']} on {machine['cores']} cores with Python {machine['python']}, Django "
        f"{machine['django']}, PostgreSQL {machine['postgresql']} (no jit, no parallel helpers), "
        f"in {result['minutes']:.0f} minutes."
    )
    missed = [line["title"] for line in report.judged(result) if line["verdict"] == "missed"]
    missed += [f"blocks of {line.name}" for line in report.grown(result) if line.verdict == "missed"]
    missed += [f"seconds of {line[0]}" for line in report.waited(result) if line[3] == "missed"]
    before = _BEFORE.format(
        measured=measured,
        rounds=result["rounds"],
        control=" and ".join(f"{value:.2f}" for value in report.control(result)),
        contacts=f"{result['sizes'][-1]['contacts']:,}",
    )
    return before + report.tables(result) + _AFTER.format(missed="; ".join(missed) + "." if missed else "nothing was.")
