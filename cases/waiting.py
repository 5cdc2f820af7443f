"""*Det venter*: what rooms have that waits for somebody, in one query for all kinds together.

*Min dag* shows what waits for its reader, *Enheden* what waits in the unit. A room registers its kinds in
`AppConfig.ready()`; the pages know none of them by name, and cost the same whatever is registered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import UUID

from django.db import models
from django.db.models import F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.models import User
from accounts.prepared import prepared

#: Lines of one page; who has more finds them on the pages they lead to.
LIMIT = 30

#: The columns of a row and their types. Cast: PostgreSQL unites equal types only.
_COLUMNS: dict[str, models.Field] = {
    "kind": models.CharField(max_length=30),
    "id": models.UUIDField(),
    "day": models.DateField(),
    "clock": models.TimeField(),
    "title": models.CharField(max_length=300),
    "more": models.CharField(max_length=300),
    "citizen_id": models.UUIDField(),
}


@dataclass(frozen=True)
class WaitingRow:
    """One thing that waits. `title` and `more` are what its kind put there; of a citizen the row has only the id."""

    kind: str
    id: UUID
    day: date
    clock: time | None
    title: str | None
    more: str | None
    citizen_id: UUID | None
    #: What this reader may call the citizen; hung on by the page, which logs whom it shows.
    label: str = ""


@dataclass(frozen=True)
class WaitingLine:
    """A row ready to show. `mark`: a word beside it, in `tone`; tone "bad" stands first. `button`: (label, address) of
    the one POST that most often settles it."""

    title: str
    url: str
    meta: str = ""
    icon: str = "clock"
    tone: str = ""
    mark: str = ""
    button: tuple[str, str] | None = None


@dataclass(frozen=True)
class WaitingKind:
    """`query(user, mine, today, now)`: `waiting_rows(…)` of what waits for the user (`mine`) or in the unit they act
    in, or None where the role has no business with it; it is composed once (`accounts.prepared`), so days are computed
    from `today` and moments from `now` by adding and taking away. `show(row, today)`: the row in words; it asks the
    database nothing."""

    key: str
    query: Callable[[User, bool, date, datetime], QuerySet | None]
    show: Callable[[WaitingRow, date], WaitingLine]


_kinds: dict[str, WaitingKind] = {}


def register_waiting(kind: WaitingKind) -> None:
    _kinds[kind.key] = kind


def waiting_rows(rows: QuerySet, kind: str, **columns: Combinable) -> QuerySet:
    """`rows` in the columns that all kinds share: `waiting_rows(due, "place_review", day=F("next_review_on"),
    title=F("name"))`. `day` must be given; the id is the row's own unless another is."""
    filled: dict[str, Combinable] = {"kind": Value(kind), "id": F("pk"), **columns}
    if unknown := set(filled) - set(_COLUMNS):
        raise TypeError(f"No such column: {', '.join(sorted(unknown))}")
    # Names of their own: the model may have a field of that name.
    named = {f"waits_{name}": Cast(filled.get(name, Value(None)), column) for name, column in _COLUMNS.items()}
    return rows.order_by().annotate(**named).values_list(*named)


def read_waiting(user: User, *, mine: bool, today: date) -> list[WaitingRow]:
    """The first `LIMIT` things that wait, the longest waiting first. One query; none where no kind has anything."""
    kinds = hash(tuple(_kinds))
    return [WaitingRow(*row) for row in _united(user, mine=mine, today=today, now=timezone.now(), kinds=kinds)]


@prepared
def _united(user: User, mine: bool, today: date, now: datetime, kinds: int) -> QuerySet:
    """`kinds` stands for what is registered."""
    asked = [rows for kind in _kinds.values() if (rows := kind.query(user, mine, today, now)) is not None]
    if not asked:
        return User.objects.none()
    first, *others = asked
    united = first.union(*others, all=True) if others else first
    return united.order_by("waits_day", "waits_clock", "waits_id")[:LIMIT]


def waiting_lines(rows: Iterable[WaitingRow], labels: Mapping[UUID, str], today: date) -> list[WaitingLine]:
    """Rows in words: what is urgent first, then what is for today, then what has waited longest. Without those about a
    citizen whom `labels` does not name: the reader may not know of them."""
    told = []
    for row in rows:
        if row.citizen_id is None or row.citizen_id in labels:
            named = replace(row, label=labels[row.citizen_id]) if row.citizen_id else row
            line = _kinds[row.kind].show(named, today)
            told.append((line.tone != "bad", row.day != today, line))
    return [line for _urgent, _today, line in sorted(told, key=lambda one: one[:2])]
