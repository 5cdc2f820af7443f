"""How far a course has come, read from the steps that were begun, ended and skipped. Nothing of it is stored.

The phase of a course is the phase of the step begun last of those going on; when none is going on, of the step ended or
skipped last. `CaseQuerySet.with_phase_step` says the same in the database, for lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.dates import days_long, short_day
from cases.pathway import Pathway, Phase, Step, pathway


class Run(NamedTuple):
    """One go at one step, as its dates. `id`: anything that orders those of one moment as the database does."""

    id: UUID | str
    step: str
    started_at: datetime | None = None
    ended_at: datetime | None = None
    skipped_at: datetime | None = None
    skip_reason: str = ""

    @property
    def is_going(self) -> bool:
        return self.started_at is not None and self.ended_at is None

    @property
    def began_at(self) -> datetime:
        return self.started_at or self.skipped_at  # type: ignore[return-value]  # one of them is set, by constraint

    @property
    def settled_at(self) -> datetime:
        """When its present state began."""
        return self.ended_at or self.began_at

    def as_of(self, moment: datetime) -> Run | None:
        """The run as it stood then; None when it had not begun."""
        if self.began_at > moment:
            return None
        if self.ended_at and self.ended_at > moment:
            return Run(self.id, self.step, self.started_at)
        return self


@dataclass
class StepProgress:
    """One step for the component `progress`. States: open, current, done, skipped."""

    declared: Step
    runs: list[Run] = field(default_factory=list)
    url: str = ""

    @property
    def key(self) -> str:
        return self.declared.key

    @property
    def name(self) -> str:
        return str(self.declared.title)

    @property
    def last(self) -> Run | None:
        return max(self.runs, key=_deciding, default=None)

    @property
    def times(self) -> int:
        """How often it was begun."""
        return sum(run.started_at is not None for run in self.runs)

    @property
    def state(self) -> str:
        if self.last is None:
            return "open"
        if self.last.is_going:
            return "current"
        return "skipped" if self.last.skipped_at else "done"

    @property
    def note(self) -> str:
        if self.last is None:
            return ""
        day = short_day(timezone.localdate(self.last.settled_at))
        when = _("siden %(day)s") % {"day": day} if self.last.is_going else day
        return _("%(number)s. gang, %(when)s") % {"number": self.times, "when": when} if self.times > 1 else when


@dataclass
class PhaseProgress:
    """One phase for the component `progress`. States: open, current (something was begun), done (all are settled)."""

    declared: Phase
    steps: list[StepProgress]
    is_now: bool = False
    days: int | None = None

    @property
    def name(self) -> str:
        return str(self.declared.title)

    @property
    def state(self) -> str:
        states = {step.state for step in self.steps}
        if states == {"open"}:
            return "open"
        return "current" if states & {"open", "current"} else "done"

    @property
    def note(self) -> str:
        return days_long(self.days) if self.days is not None else ""


@dataclass
class Progress:
    phases: list[PhaseProgress]
    #: Since when the course has been in its present phase; None before the first step.
    since: date | None = None

    @property
    def phase(self) -> PhaseProgress | None:
        return next((phase for phase in self.phases if phase.is_now), None)

    @property
    def steps(self) -> list[StepProgress]:
        return [step for phase in self.phases for step in phase.steps]

    def step(self, key: str) -> StepProgress | None:
        return next((step for step in self.steps if step.key == key), None)

    @property
    def next_step(self) -> StepProgress:
        """The step to look at first: one going on, else the first not begun, else the last."""
        going = phase_step(run for step in self.steps for run in step.runs if run.is_going)
        if going and (step := self.step(going)):
            return step
        return next((step for step in self.steps if step.state == "open"), self.steps[-1])

    @property
    def summary(self) -> str:
        """ "Motivationsarbejde, 34 dage", or that nothing has begun."""
        if self.phase is None:
            return _("Ingen trin er begyndt")
        return f"{self.phase.name}, {self.phase.note}" if self.phase.note else self.phase.name


def read_progress(pathway_key: str, runs: Iterable[Run], *, until: datetime | None = None) -> Progress:
    """The course's phases and steps. `until`: when it was closed; time in a phase is counted to then, else to now."""
    declared: Pathway = pathway(pathway_key)
    known = {step.key for step in declared.steps()}
    runs = sorted((run for run in runs if run.step in known), key=lambda run: (run.began_at, run.id))
    phases = [
        PhaseProgress(
            phase, [StepProgress(step, [run for run in runs if run.step == step.key]) for step in phase.steps]
        )
        for phase in declared.phases
    ]
    days, since = _time_in_phases(declared, runs, until or timezone.now())
    now = phase_step(runs)
    for phase in phases:
        phase.days = days.get(phase.declared.key)
        phase.is_now = now is not None and declared.phase_of(now) is phase.declared
    return Progress(phases, since)


def phase_step(runs: Iterable[Run]) -> str | None:
    """Key of the step that says in which phase the course is, or None before the first."""
    deciding = max(runs, key=_deciding, default=None)
    return deciding.step if deciding else None


class Reached(NamedTuple):
    """How far a course has come: the step that decides, its phase, and when that phase began."""

    step: str
    phase: Phase
    since: datetime


def reached(declared: Pathway, phases: Mapping[str, Phase], runs: Sequence[Run]) -> Reached | None:
    """What `read_progress` says of one course, for lists of many; None before the first step.

    `phases`: of each step of `declared`; the runs are of steps that stand there. Mostly every other phase was over when
    this one began, and the course need not be told from its beginning.
    """
    if not runs:
        return None
    step = max(runs, key=_deciding).step
    phase = phases[step]
    own = [run for run in runs if phases[run.step] is phase]
    first = min(own, key=_began)
    began = first.began_at
    for run in runs:
        # What ended in the very moment that a step began decides no more; a step that was over then as well might not.
        if phases[run.step] is not phase and (
            run.is_going
            or run.settled_at > began
            or (run.settled_at == began and (first.skipped_at or first.ended_at == began))
        ):
            return Reached(step, phase, _stays(declared, list(runs))[-1][1])
    return Reached(step, phase, began)


def _deciding(run: Run) -> tuple:
    """The greatest decides in which phase a course is."""
    _id, _step, started, ended, skipped, _reason = run
    return (started is not None and ended is None, ended or started or skipped, _id)


def _began(run: Run) -> datetime:
    return run.began_at


def phase_title(pathway_key: str, step_key: str | None) -> str:
    """The phase of a list's row; steps that the pathway no longer knows have none."""
    try:
        return str(pathway(pathway_key).phase_of(step_key or "").title)
    except KeyError:
        return ""


def _time_in_phases(declared: Pathway, runs: list[Run], until: datetime) -> tuple[dict[str, int], date | None]:
    """Days in each phase that was ever the course's, and since when the present one is."""
    stays = _stays(declared, runs)
    days: dict[str, int] = {}
    if not stays:
        return days, None
    ends = [start for _phase, start in stays[1:]] + [until]
    for (phase, start), end in zip(stays, ends, strict=True):
        spent = max((timezone.localdate(end) - timezone.localdate(start)).days, 0)
        days[phase] = days.get(phase, 0) + spent
    return days, timezone.localdate(stays[-1][1])


def _stays(declared: Pathway, runs: list[Run]) -> list[tuple[str, datetime]]:
    """The phases in which the course has been, one after the other, each with when it began."""
    moments = sorted({run.began_at for run in runs} | {run.ended_at for run in runs if run.ended_at})
    stays: list[tuple[str, datetime]] = []
    for moment in moments:
        then = [was for run in runs if (was := run.as_of(moment))]
        phase = declared.phase_of(phase_step(then) or "").key
        if not stays or stays[-1][0] != phase:
            stays.append((phase, moment))
    return stays


def points_done(ticked: int, points: int) -> str:
    """ "3 af 5 punkter"."""
    return ngettext("%(ticked)s af %(points)s punkt", "%(ticked)s af %(points)s punkter", points) % {
        "ticked": ticked,
        "points": points,
    }
