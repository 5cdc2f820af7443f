"""A course's phase in a list of many is the one that its own page tells."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from cases.pathway import pathway
from cases.progress import Run, reached, read_progress

BEGAN = datetime(2026, 1, 1, 12, tzinfo=UTC)
OUTREACH = pathway("outreach")
PHASES = {step.key: phase for phase in OUTREACH.phases for step in phase.steps}


@st.composite
def a_run(draw: st.DrawFn) -> Run:
    """Begun on one of few days, so that several fall on one moment; going on, ended or skipped."""
    step, start = draw(st.sampled_from(sorted(PHASES))), draw(st.integers(0, 8))
    state, length = draw(st.sampled_from(["going", "ended", "skipped"])), draw(st.integers(0, 4))
    at, end = BEGAN + timedelta(days=start), BEGAN + timedelta(days=start + length)
    key = str(draw(st.uuids()))
    if state == "skipped":
        return Run(key, step, None, None, at, "grund")
    return Run(key, step, at, end if state == "ended" else None)


def run(key: str, step: str, day: int, ended: bool) -> Run:
    at = BEGAN + timedelta(days=day)
    return Run(key, step, at, at if ended else None)


@example(
    [
        run("c", "contact.first_contact", 0, True),
        run("1", "bridging.enrolment", 0, True),
        run("7", "bridging.enrolment", 1, False),
    ]
)
@given(st.lists(a_run(), max_size=6, unique_by=lambda run: run.id))
def test_the_phase_and_when_it_began_are_those_of_the_courses_own_page(runs):
    told = read_progress("outreach", runs)
    found = reached(OUTREACH, PHASES, runs)

    if found is None or told.phase is None:
        assert (found, told.phase) == (None, None)
        return
    assert (found.phase.key, timezone.localdate(found.since)) == (told.phase.declared.key, told.since)
