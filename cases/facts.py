"""Everything that was written about a citizen's courses, tasks, requests, admissions and points, in one query.

The citizen's page shows these facts in four panels and five kinds of the timeline: the first to ask loads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Case as Switch
from django.db.models import F, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils import timezone

from accounts.prepared import prepared
from cases.models import (
    Admission,
    Assignment,
    CasePause,
    CasePeriod,
    Citizen,
    ConferencePoint,
    Identification,
    RowMove,
    StepRun,
    Task,
    TreatmentRequest,
)
from cases.models.forgetting import last_met, may_be_forgotten
from cases.pathway import pathway
from cases.progress import Progress, Run, read_progress

#: The columns of a fact and their types; each kind fills those it has (`_BRANCHES`) and leaves the others empty.
_COLUMNS: dict[str, models.Field] = {
    "kind": models.CharField(max_length=10),
    "id": models.UUIDField(),
    "case_id": models.UUIDField(),
    "key": models.CharField(max_length=120),
    "code": models.CharField(max_length=30),
    "text": models.CharField(max_length=500),
    "more": models.CharField(max_length=2000),
    "last": models.CharField(max_length=300),
    "began": models.DateTimeField(),
    "ended": models.DateTimeField(),
    "left_out": models.DateTimeField(),
    "day": models.DateField(),
    "day_to": models.DateField(),
    "planned": models.DateField(),
    "clock": models.TimeField(),
    "who_id": models.UUIDField(),
    "who": models.CharField(max_length=120),
    "place": models.CharField(max_length=200),
}


@dataclass(frozen=True)
class Fact:
    """One row of whichever kind. Which column holds what is said by `_BRANCHES`."""

    kind: str
    id: UUID
    case_id: UUID | None
    key: str | None
    code: str | None
    text: str | None
    more: str | None
    last: str | None
    began: datetime | None
    ended: datetime | None
    left_out: datetime | None
    day: date | None
    day_to: date | None
    planned: date | None
    clock: time | None
    who_id: UUID | None
    who: str | None
    place: str | None


_MOVED = {
    "code": F("kind"),
    "text": F("reason"),
    "began": F("moved_at"),
    "ended": F("undone_at"),
    "who": F("moved_by__name"),
}
_NAME = NullIf(F("source__name"), Value(""))

_BRANCHES: dict[str, tuple[type[models.Model], str, dict[str, Any]]] = {
    "period": (
        CasePeriod,
        "case__citizen",
        {
            "case_id": F("case_id"),
            "key": F("case__pathway"),
            "code": F("close_reason"),
            "text": F("close_note"),
            "began": F("opened_at"),
            "ended": F("closed_at"),
            "place": F("case__unit__name"),
        },
    ),
    "pause": (
        CasePause,
        "case__citizen",
        {"case_id": F("case_id"), "text": F("reason"), "began": F("paused_at"), "ended": F("resumed_at")},
    ),
    "assigned": (
        Assignment,
        "case__citizen",
        {
            "case_id": F("case_id"),
            "key": F("chosen_by"),
            "code": F("kind"),
            "text": F("over_limit_reason"),
            "more": F("change_reason"),
            "last": F("end_reason"),
            "day": F("from_on"),
            "day_to": F("to_on"),
            "who_id": F("user_id"),
            "who": F("user__name"),
            "place": F("absence__user__name"),
        },
    ),
    "step": (
        StepRun,
        "case__citizen",
        {
            "case_id": F("case_id"),
            "key": F("step"),
            "text": F("skip_reason"),
            "began": F("started_at"),
            "ended": F("ended_at"),
            "left_out": F("skipped_at"),
        },
    ),
    "task": (
        Task,
        "citizen",
        {
            "key": F("kind"),
            "code": F("outcome"),
            "text": F("title"),
            "ended": F("done_at"),
            "day": F("due_on"),
            "clock": F("due_at"),
            "who_id": F("owner_id"),
            "who": Coalesce("done_by__name", "owner__name"),
            "place": F("place__name"),
        },
    ),
    "point": (
        ConferencePoint,
        "citizen",
        {
            "text": F("what"),
            "more": F("decision"),
            "began": F("raised_at"),
            "ended": F("decided_at"),
            "key": F("decided_by__name"),
            "who": F("raised_by__name"),
        },
    ),
    "request": (
        TreatmentRequest,
        "citizen",
        {"code": F("outcome"), "text": F("note"), "day": F("requested_on"), "day_to": F("ended_on")},
    ),
    "admission": (
        Admission,
        "citizen",
        {
            "code": F("kind"),
            "text": F("plan"),
            "day": F("since"),
            "day_to": F("ended_on"),
            "planned": F("expected_on"),
            "place": F("ward"),
        },
    ),
    "named": (
        Identification,
        "citizen",
        {"key": F("how"), "code": F("was"), "began": F("identified_at"), "who": F("identified_by__name")},
    ),
    "joined": (RowMove, "target", {**_MOVED, "who_id": F("source_id"), "place": Coalesce(_NAME, F("source__alias"))}),
    "parted": (RowMove, "source", {**_MOVED, "who_id": F("target_id")}),
    "met": (Citizen, "pk", {"began": Switch(When(may_be_forgotten(), then=last_met()))}),
}


def register_branch(kind: str, model: type[models.Model], path: str, filled: dict[str, Any]) -> None:
    """What a room above knows of a citizen, read with the rest: `path` leads from `model` to the citizen, `filled`
    says which columns its rows have. From `AppConfig.ready()`; read with `facts_of(citizen).of(kind)`."""
    if unknown := set(filled) - set(_COLUMNS):
        raise TypeError(f"No such column: {', '.join(sorted(unknown))}")
    _BRANCHES[kind] = (model, path, filled)


#: Kinds of which a `Course` is made; a branch of a room above may name its case and is none of them.
_OF_COURSES = {"period", "pause", "assigned", "step"}


@dataclass
class Course:
    """One course as its facts; periods, pauses and assignments oldest first."""

    id: UUID
    periods: list[Fact] = field(default_factory=list)
    pauses: list[Fact] = field(default_factory=list)
    assigned: list[Fact] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    @property
    def pathway(self) -> str:
        return self.periods[0].key or ""

    @property
    def title(self) -> str:
        return str(pathway(self.pathway).title)

    @property
    def is_open(self) -> bool:
        return self.periods[-1].ended is None

    @property
    def opened_at(self) -> datetime:
        """Of the present, or last, period."""
        return self.periods[-1].began  # type: ignore[return-value]  # a period has always begun

    @property
    def pause(self) -> Fact | None:
        return next((pause for pause in self.pauses if pause.ended is None), None)

    def carried_by(self, today: date) -> list[Fact]:
        """Assignments that hold today: the contact person, the backup, the coordinator, then the others by name."""
        now = [
            row for row in self.assigned if row.day and row.day <= today and (row.day_to is None or row.day_to > today)
        ]
        order = {kind.value: number for number, kind in enumerate(Assignment.ONE_OF)}
        return sorted(now, key=lambda row: (order.get(row.code or "", len(order)), row.who or ""))

    @cached_property
    def progress(self) -> Progress:
        return read_progress(self.pathway, self.runs, until=self.periods[-1].ended)


@dataclass
class Facts:
    rows: list[Fact]

    def of(self, kind: str) -> Iterator[Fact]:
        return (row for row in self.rows if row.kind == kind)

    @cached_property
    def courses(self) -> list[Course]:
        """Open ones first, then the newest first."""
        courses: dict[UUID, Course] = {}
        for row in sorted(self.rows, key=_when):
            if row.case_id is None or row.kind not in _OF_COURSES:
                continue
            course = courses.setdefault(row.case_id, Course(row.case_id))
            if row.kind == "step":
                course.runs.append(Run(row.id, row.key or "", row.began, row.ended, row.left_out, row.text or ""))
            else:
                kept = {"period": course.periods, "pause": course.pauses, "assigned": course.assigned}[row.kind]
                kept.append(row)
        return sorted(courses.values(), key=lambda course: (not course.is_open, -course.opened_at.timestamp()))

    @property
    def doubled(self) -> list[str]:
        """Titles of what the citizen has two open courses of: two records of one person became one."""
        titles = [course.title for course in self.courses if course.is_open]
        return sorted({title for title in titles if titles.count(title) > 1})

    @property
    def open_request(self) -> Fact | None:
        return next((row for row in self.of("request") if row.day_to is None), None)

    @property
    def last_request(self) -> Fact | None:
        """The newest that was ended."""
        ended = [row for row in self.of("request") if row.day_to and row.code != TreatmentRequest.Outcome.MERGED]
        return max(ended, key=lambda row: (row.day_to, row.id), default=None)

    @property
    def admission(self) -> Fact | None:
        """The one that runs."""
        return next((row for row in self.of("admission") if row.day_to is None), None)

    @property
    def last_met(self) -> datetime | None:
        """When somebody whose description has a deadline was last met; None for all others."""
        return next(self.of("met")).began

    @property
    def open_points(self) -> list[Fact]:
        """What stands on the list for the conference, the oldest first."""
        return sorted((row for row in self.of("point") if row.ended is None), key=_when)

    @property
    def open_tasks(self) -> list[Fact]:
        return sorted((row for row in self.of("task") if row.ended is None), key=lambda row: (row.day, _clock(row)))


def facts_of(citizen: Citizen) -> Facts:
    """The facts of a citizen who was loaded through the policy; kept on the instance, so one query a page."""
    facts = citizen.__dict__.get("_facts")
    if facts is None:
        facts = Facts([Fact(*row) for row in _united(citizen=citizen.pk)])
        citizen.__dict__["_facts"] = facts
    return facts


@prepared
def _united(_asker: None, citizen: UUID) -> QuerySet:
    first, *others = [_rows_of(kind).filter(**{path: citizen}) for kind, (_model, path, _filled) in _BRANCHES.items()]
    return first.union(*others, all=True)


def _rows_of(kind: str) -> QuerySet:
    model, _path, filled = _BRANCHES[kind]
    columns = {}
    for name, column in _COLUMNS.items():
        source = Value(kind) if name == "kind" else F("pk") if name == "id" else filled.get(name, Value(None))
        # A name of its own: the model may have a field of that name. Cast: PostgreSQL unites equal types only.
        columns[f"fact_{name}"] = Cast(source, column)
    return model._default_manager.order_by().values_list(*columns.values())


def _when(row: Fact) -> tuple[datetime, UUID]:
    moment = row.began or row.left_out or row.ended
    if moment is None:
        moment = timezone.make_aware(datetime.combine(row.day or date.min, time.min))
    return moment, row.id


def _clock(row: Fact) -> time:
    """Tasks without a time of day come first on their day."""
    return row.clock or time.min
