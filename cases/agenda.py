"""Tasks and agreements as lists show them: what is overdue, what is today, what comes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.prepared import prepared
from cases.covering import StandIn, covered_tasks
from cases.dates import at_clock, near_day
from cases.models import Task
from cases.ways import talk_words

#: Rows of one page.
PAGE = 50
#: The columns of a `TaskRow`.
COLUMNS = (
    "pk", "kind", "title", "due_on", "due_at", "place__name", "citizen_id", "owner__name", "appointment__way",
    "appointment__minutes",
)  # fmt: skip


@dataclass(frozen=True)
class TaskRow:
    id: UUID
    kind: str
    title: str
    due_on: date
    due_at: time | None
    place: str | None
    citizen_id: UUID | None
    owner: str
    #: Of a planned talk.
    way: str | None
    minutes: int | None

    @property
    def talk(self) -> str:
        return talk_words(self.way, self.minutes)

    @property
    def key(self) -> str:
        """Where the next page begins."""
        return f"{self.due_on.isoformat()}_{self.id}"


@dataclass(frozen=True)
class TaskLine:
    """One task, ready to show."""

    id: UUID
    title: str
    url: str
    finish_url: str
    icon: str
    when: str
    meta: str
    overdue: bool
    #: What leads to the page where one says how a planned talk went: held, cancelled by whom, or missed.
    talk: str


def task_rows(tasks: QuerySet, limit: int = PAGE) -> list[TaskRow]:
    """The rows of a queryset of open tasks, the earliest first. One query."""
    return [TaskRow(*row) for row in _task_values(tasks)[:limit]]


def my_tasks(user: User, stand_in: StandIn, today: date, limit: int) -> list[TaskRow]:
    """What the user should do today or should have done, also for those they stand in for. One query."""
    absent, citizens = stand_in.absent_ids, stand_in.citizen_ids
    return [TaskRow(*row) for row in _my_tasks(user, absent=absent, citizens=citizens, today=today, limit=limit)]


@prepared
def _my_tasks(user: User, absent: Collection[UUID], citizens: Collection[UUID], today: date, limit: int) -> QuerySet:
    mine = covered_tasks(user.pk, absent, citizens)
    return _task_values(Task.objects.visible_to(user).open().filter(mine, due_on__lte=today))[:limit]


def _task_values(tasks: QuerySet) -> QuerySet:
    return tasks.order_by("due_on", "pk").values_list(*COLUMNS)


def read_key(text: str) -> tuple[date, UUID] | None:
    """The key of `TaskRow.key` in an address, or None for anything that is none."""
    day, _, identity = text.partition("_")
    try:
        return date.fromisoformat(day), UUID(identity)
    except ValueError:
        return None


def lines(rows: Iterable[TaskRow], label: Callable[[UUID], str], today: date, *, owner: bool = False) -> list[TaskLine]:
    """Rows ready to show; `label` names a citizen, `owner` says whose task it is."""
    return [_line(row, label, today, owner) for row in sorted(rows, key=_order)]


def _order(row: TaskRow) -> tuple[date, bool, time, UUID]:
    """Within a day agreements by the clock first, then what has no time."""
    return row.due_on, row.due_at is None, row.due_at or time.min, row.id


def _line(row: TaskRow, label: Callable[[UUID], str], today: date, owner: bool) -> TaskLine:
    who = label(row.citizen_id) if row.citizen_id else ""
    day = "" if row.due_on == today else near_day(row.due_on, today)
    return TaskLine(
        id=row.id,
        title=row.title,
        url=reverse("cases:task", args=[row.id]),
        finish_url=reverse("cases:task_finish", args=[row.id]),
        icon="calendar" if row.kind == Task.Kind.AGREEMENT else "task",
        when=" ".join(part for part in (day, at_clock(row.due_at)) if part),
        meta=" · ".join(part for part in (who, row.talk, row.place or "", row.owner if owner else "") if part),
        overdue=row.due_on < today,
        talk=_talk_label(row, today),
    )


def _talk_label(row: TaskRow, today: date) -> str:
    if row.way is None:
        return ""
    return _("Åbn samtalen") if row.due_on > today else _("Hvordan gik det?")
