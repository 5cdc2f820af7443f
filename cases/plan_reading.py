"""Everything of a citizen's own plan, in six queries whatever there is of it.

The plan's page and paper, the treatment plan (L-04), the § 141 plan (L-08) and the koordinerende indsatsplan (L-14)
are views of it: none of them asks the database for goals or efforts itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from cases.models import Attendance, ChosenBlock, Citizen, EvaluatedBlock, Evaluation, Goal, GoodThing, ServedGoal
from cases.models.evaluation import FIRST_AFTER_DAYS


@dataclass(frozen=True)
class Step:
    """A small step; `done_on` is empty until it is done."""

    id: UUID
    what: str
    done_on: date | None


@dataclass
class PlannedGoal:
    """A goal with its steps in the order they were written, and the chosen offers that serve it."""

    row: Goal
    steps: list[Step] = field(default_factory=list)
    served_by: list[PlannedBlock] = field(default_factory=list)

    @property
    def next_step(self) -> Step | None:
        return next((step for step in self.steps if step.done_on is None), None)


@dataclass(frozen=True)
class Participation:
    """How often the citizen came. A day that was called off is none of those one could have come."""

    came: int = 0
    missed: int = 0
    called_off: int = 0
    last_came_on: date | None = None

    @classmethod
    def of(cls, days: Iterable[tuple[date, str]]) -> Participation:
        days = list(days)
        how = Counter(what for _day, what in days)
        came = [day for day, what in days if what == Attendance.How.CAME]
        missed, called_off = how[Attendance.How.MISSED], how[Attendance.How.CALLED_OFF]
        return cls(len(came), missed, called_off, max(came, default=None))

    @property
    def times(self) -> int:
        return self.came + self.missed

    @property
    def is_known(self) -> bool:
        return bool(self.times or self.called_off)


@dataclass
class PlannedBlock:
    """A chosen offer with the goals it serves. `days`: (day, how) of the attendance that was read, newest first."""

    row: ChosenBlock
    goals: list[PlannedGoal] = field(default_factory=list)
    days: list[tuple[date, str]] = field(default_factory=list)
    #: The first day counted in `since_then`: the day after the last evaluation, or what the reader asked for.
    since: date | None = None

    @property
    def title(self) -> str:
        return self.row.block.title

    @cached_property
    def since_then(self) -> Participation:
        return self.between(self.since, None)

    @cached_property
    def in_all(self) -> Participation:
        """Of all that was read: from `since` on, where the reader asked for that."""
        return Participation.of(self.days)

    def between(self, first: date | None, last: date | None) -> Participation:
        """Both days included; None is without end."""
        return Participation.of(
            (day, how) for day, how in self.days if (first is None or day >= first) and (last is None or day <= last)
        )

    def said_of(self, day: date) -> str:
        """How it went that day; empty where nobody has said."""
        return next((how for on, how in self.days if on == day), "")


@dataclass
class EvaluatedChoice:
    """What an evaluation agreed of one chosen offer, and how often the citizen had come since the one before."""

    block: PlannedBlock
    outcome: EvaluatedBlock.Outcome
    words: str
    participation: Participation = field(default_factory=Participation)


@dataclass
class PlanEvaluation:
    row: Evaluation
    blocks: list[EvaluatedChoice] = field(default_factory=list)


@dataclass
class OwnPlan:
    """`goals` and `ended_goals` in the citizen's order; `blocks` as chosen; `good_things` and `evaluations` newest
    first."""

    today: date
    goals: list[PlannedGoal]
    ended_goals: list[PlannedGoal]
    good_things: list[GoodThing]
    blocks: list[PlannedBlock]
    evaluations: list[PlanEvaluation]

    @property
    def is_empty(self) -> bool:
        return not (self.goals or self.ended_goals or self.good_things or self.blocks or self.evaluations)

    @property
    def running(self) -> list[PlannedBlock]:
        """Begun, or with a day on which they begin."""
        return [one for one in self.blocks if one.row.is_open(self.today) and one.row.from_on]

    @property
    def undecided(self) -> list[PlannedBlock]:
        return [one for one in self.blocks if one.row.is_undecided]

    @property
    def in_line(self) -> list[PlannedBlock]:
        """Wait for a place."""
        return [one for one in self.blocks if one.row.waits_for_place]

    @property
    def wanted(self) -> list[PlannedBlock]:
        """What the citizen takes part in, and what they wait for."""
        return [*self.running, *self.undecided, *self.in_line]

    @property
    def over(self) -> list[PlannedBlock]:
        """Ended, given up, or refused."""
        wanted = {one.row.pk for one in self.wanted}
        return [one for one in self.blocks if one.row.pk not in wanted]

    def helping(self, goal: PlannedGoal) -> list[PlannedBlock]:
        """What serves the goal now, or is waited for; what is over serves it no more."""
        wanted = {one.row.pk for one in self.wanted}
        return [one for one in goal.served_by if one.row.pk in wanted]

    @property
    def last_evaluation(self) -> PlanEvaluation | None:
        return self.evaluations[0] if self.evaluations else None

    @property
    def evaluate_on(self) -> date | None:
        """When the plan is to be looked at next; None where there is nothing to look at, or no other is wished."""
        if last := self.last_evaluation:
            return last.row.next_on
        first = min((goal.row.set_on for goal in self.goals), default=None)
        return first + timedelta(days=FIRST_AFTER_DAYS) if first else None


def read_plan(citizen: Citizen, since: date | None = None) -> OwnPlan:
    """The plan of a citizen who was loaded through the policy. `since`: only attendance from that day on is read and
    counted; else all is read, and counted since the last evaluation. Six queries."""
    goals = _goals(citizen)
    blocks = {row.pk: PlannedBlock(row) for row in _chosen(citizen)}
    for chosen_id, goal_id in _served(citizen):
        blocks[chosen_id].goals.append(goals[goal_id])
        goals[goal_id].served_by.append(blocks[chosen_id])
    order = {pk: number for number, pk in enumerate(goals)}
    for chosen_id, days in _attendance(citizen, since).items():
        blocks[chosen_id].days = days
    evaluations = _evaluations(citizen, blocks)
    first = since or (evaluations[0].row.held_on + timedelta(days=1) if evaluations else None)
    for block in blocks.values():
        block.since = first
        block.goals.sort(key=lambda goal: order[goal.row.pk])
    return OwnPlan(
        today=timezone.localdate(),
        goals=[goal for goal in goals.values() if goal.row.ended_on is None],
        ended_goals=[goal for goal in goals.values() if goal.row.ended_on],
        good_things=list(GoodThing.objects.filter(citizen=citizen.pk).order_by("-said_on", "-pk")),
        blocks=list(blocks.values()),
        evaluations=evaluations,
    )


def _goals(citizen: Citizen) -> dict[UUID, PlannedGoal]:
    """In the citizen's order. Goals and their steps in one query: a row for each step, and one for a goal without."""
    rows = Goal.objects.filter(citizen=citizen.pk).in_order()
    rows = rows.annotate(step_id=F("steps__pk"), step_what=F("steps__what"), step_done_on=F("steps__done_on"))
    found: dict[UUID, PlannedGoal] = {}
    for row in rows.order_by("position", "pk", "step_id"):
        goal = found.setdefault(row.pk, PlannedGoal(row))
        if row.step_id:
            goal.steps.append(Step(row.step_id, row.step_what, row.step_done_on))
    return found


def _chosen(citizen: Citizen) -> Iterable[ChosenBlock]:
    return ChosenBlock.objects.filter(citizen=citizen.pk).told().with_turn(timezone.localdate()).longest_first()


def _served(citizen: Citizen) -> Iterable[tuple[UUID, UUID]]:
    """Both ends are the citizen's: a joining that was undone may have left one of them with somebody else."""
    rows = ServedGoal.objects.filter(chosen__citizen=citizen.pk, goal__citizen=citizen.pk)
    return rows.order_by("pk").values_list("chosen_id", "goal_id")


def _attendance(citizen: Citizen, since: date | None) -> dict[UUID, list[tuple[date, str]]]:
    rows = Attendance.objects.filter(chosen__citizen=citizen.pk)
    rows = rows.filter(held_on__gte=since) if since else rows
    found: dict[UUID, list[tuple[date, str]]] = defaultdict(list)
    for chosen_id, day, how in rows.order_by("-held_on").values_list("chosen_id", "held_on", "how"):
        found[chosen_id].append((day, how))
    return found


def _evaluations(citizen: Citizen, blocks: dict[UUID, PlannedBlock]) -> list[PlanEvaluation]:
    """Newest first, each with how often the citizen had come since the one before."""
    rows = Evaluation.objects.filter(citizen=citizen.pk)
    rows = rows.annotate(part=F("blocks__chosen"), part_outcome=F("blocks__outcome"), part_words=F("blocks__words"))
    found: dict[UUID, PlanEvaluation] = {}
    before: date | None = None
    for row in rows.order_by("held_on", "pk", "blocks__pk"):
        if row.pk not in found:
            previous = list(found.values())[-1] if found else None
            before = previous.row.held_on + timedelta(days=1) if previous else None
            found[row.pk] = PlanEvaluation(row)
        if block := blocks.get(row.part):
            counted = block.between(before, row.held_on)
            outcome = EvaluatedBlock.Outcome(row.part_outcome)
            found[row.pk].blocks.append(EvaluatedChoice(block, outcome, row.part_words, counted))
    return list(reversed(found.values()))
