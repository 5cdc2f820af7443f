"""The outreach pathway as declared, and what a course's progress is read from its steps."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from django.utils import timezone

from cases.actions.pathway import end_step, skip_step, start_step
from cases.models import Case, StepRun
from cases.pathway import Pathway, Phase, Step, pathway, register_pathway
from cases.progress import Run, phase_step, phase_title, read_progress
from outreach.pathway import OUTREACH
from tests.cast import acting

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
NUMBERS = itertools.count(1)


def run(step: str, began: int | None = None, ended: int | None = None, *, skipped: int | None = None) -> Run:
    """A go at a step, its days counted from the first of January."""
    moment = [None if day is None else START + timedelta(days=day) for day in (began, ended, skipped)]
    return Run(UUID(int=next(NUMBERS)), step, *moment, "Derfor" if skipped is not None else "")


def test_the_pathway_has_three_phases_of_three_steps_each_with_a_checklist_and_its_source():
    assert [len(phase.steps) for phase in OUTREACH.phases] == [3, 3, 3]
    assert all(step.checklist and str(step.source).startswith("Bygget af teksten") for step in OUTREACH.steps())
    assert pathway("outreach") is OUTREACH


def test_keys_are_unique_within_a_checklist():
    for step in OUTREACH.steps():
        keys = [item.key for item in step.checklist]
        assert len(keys) == len(set(keys))


def test_a_step_key_of_another_pathway_is_refused():
    step = Step("contact.visibility", "Andet", "Andet")

    with pytest.raises(ValueError):
        register_pathway(Pathway("other", "Andet", (Phase("other", "Andet", (step,)),)))


def test_nothing_begun_is_no_phase():
    progress = read_progress("outreach", [])

    assert (progress.phase, progress.since, progress.summary) == (None, None, "Ingen trin er begyndt")
    assert [phase.state for phase in progress.phases] == ["open", "open", "open"]
    assert progress.next_step.key == "contact.visibility"


def test_each_step_says_how_it_stands():
    progress = read_progress(
        "outreach",
        [
            run("contact.visibility", 0, 5),
            run("contact.first_contact", 6),
            run("contact.prescreening", skipped=7),
            run("motivation.alliance", 3, 4),
            run("motivation.alliance", 9, 10),
        ],
        until=START + timedelta(days=20),
    )

    assert [(step.key, step.state, step.times) for step in progress.steps if step.runs] == [
        ("contact.visibility", "done", 1),
        ("contact.first_contact", "current", 1),
        ("contact.prescreening", "skipped", 0),
        ("motivation.alliance", "done", 2),
    ]
    assert [phase.state for phase in progress.phases] == ["current", "current", "open"]


@pytest.mark.parametrize(
    ("runs", "decides"),
    [
        ([run("contact.visibility", 0), run("motivation.alliance", 3)], "motivation.alliance"),
        ([run("motivation.alliance", 3), run("contact.visibility", 5)], "contact.visibility"),
        # Going on beats what ended later.
        ([run("contact.visibility", 0), run("motivation.alliance", 3, 9)], "contact.visibility"),
        ([run("contact.visibility", 0, 2), run("motivation.alliance", 1, 3)], "motivation.alliance"),
        ([run("contact.visibility", 0, 2), run("motivation.alliance", skipped=4)], "motivation.alliance"),
        # Taken again, so the course went back.
        ([run("bridging.treatment", 5, 8), run("contact.first_contact", 9)], "contact.first_contact"),
    ],
)
def test_which_step_decides_the_phase(runs, decides):
    assert phase_step(runs) == decides


def test_time_in_a_phase_is_summed_over_its_stays():
    progress = read_progress(
        "outreach",
        [run("contact.visibility", 0, 10), run("motivation.alliance", 10, 15), run("contact.first_contact", 15)],
        until=START + timedelta(days=18),
    )

    assert [phase.days for phase in progress.phases] == [13, 5, None]
    assert progress.since == (START + timedelta(days=15)).date()
    assert progress.summary == "Udgående og kontaktskabende indsats, 13 dage"


def test_a_step_the_pathway_no_longer_knows_is_left_out():
    progress = read_progress("outreach", [run("old.step", 0), run("contact.visibility", 1)])

    assert progress.phase.declared.key == "contact"
    assert phase_title("outreach", "old.step") == ""


def test_the_database_and_the_page_agree_on_the_phase(case, owner):
    """Sixty random lives of a course: started, ended, skipped, again."""
    random, keys = Random(7), [step.key for step in OUTREACH.steps()]
    now = timezone.now() - timedelta(days=20)
    with acting(owner) as by:
        for _turn in range(60):
            now += timedelta(hours=random.randint(0, 5))
            key = random.choice(keys)
            going = case.steps.going().filter(step=key).first()
            if going:
                end_step(run=going, at=now, by=by)
            elif random.random() < 0.2:
                skip_step(case=case, step_key=key, reason="Derfor", at=now, by=by)
            else:
                start_step(case=case, step_key=key, at=now, by=by)
            columns = ("id", "step", "started_at", "ended_at", "skipped_at", "skip_reason")
            runs = [Run(*row) for row in StepRun.objects.filter(case=case).values_list(*columns)]
            assert Case.objects.with_phase_step().get(pk=case.pk).phase_step == phase_step(runs)
