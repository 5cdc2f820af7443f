"""What is written about a stay, in one query whatever there is of it.

Each noun of the room registers a branch: its rows about a stay in columns that all share. The stay's page and the
board read `facts_about`; who may not see a row does not get it, because each branch asks the policy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import models
from django.db.models import F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from accounts.models import User

#: The columns of a fact and their types. Cast: PostgreSQL unites equal types only.
_COLUMNS: dict[str, models.Field] = {
    "kind": models.CharField(max_length=30),
    "id": models.UUIDField(),
    "stay_id": models.UUIDField(),
    "at": models.DateTimeField(),
    "day": models.DateField(),
    "day_to": models.DateField(),
    "code": models.CharField(max_length=40),
    "text": models.TextField(),
    "more": models.TextField(),
    "who": models.CharField(max_length=160),
}


@dataclass(frozen=True)
class StayFact:
    """One thing about one stay. What `code`, `text` and `more` hold is said where its kind is registered."""

    kind: str
    id: UUID
    stay_id: UUID
    at: datetime | None
    day: date | None
    day_to: date | None
    code: str | None
    text: str | None
    more: str | None
    who: str | None


class StayFacts:
    """Facts by kind, in the order of `at`, then `day`."""

    def __init__(self, facts: Iterable[StayFact]) -> None:
        # The board asks of each of a hundred stays.
        self._facts: dict[tuple[str, UUID | None], list[StayFact]] = {}
        for one in facts:
            for stay_id in (None, one.stay_id):
                self._facts.setdefault((one.kind, stay_id), []).append(one)

    def of(self, kind: str, stay_id: UUID | None = None) -> list[StayFact]:
        return self._facts.get((kind, stay_id), [])


#: `branch(user)`: rows of one kind that the user may see.
Branch = Callable[[User], QuerySet]
_branches: dict[str, Branch] = {}


def register_stay_facts(kind: str, branch: Branch) -> None:
    _branches[kind] = branch


def fact_rows(rows: QuerySet, kind: str, **columns: Combinable) -> QuerySet:
    """`rows` in the columns that all kinds share; id and stay are the row's own unless others are given."""
    filled: dict[str, Combinable] = {"kind": Value(kind), "id": F("pk"), "stay_id": F("stay_id"), **columns}
    if unknown := set(filled) - set(_COLUMNS):
        raise TypeError(f"No such column: {', '.join(sorted(unknown))}")
    # Names of their own: the model may have a field of that name.
    named = {f"fact_{name}": Cast(filled.get(name, Value(None)), column) for name, column in _COLUMNS.items()}
    return rows.order_by().annotate(**named).values_list(*named)


def facts_about(user: User, stay_ids: Iterable[UUID], kinds: Iterable[str] = ()) -> StayFacts:
    """What the user may know of these stays; `kinds`: only of these. One query, none where there is no stay."""
    ids, wanted = list(stay_ids), set(kinds) or set(_branches)
    branches = [branch(user).filter(fact_stay_id__in=ids) for kind, branch in _branches.items() if kind in wanted]
    if not ids or not branches:
        return StayFacts([])
    first, *others = branches
    united = first.union(*others, all=True) if others else first
    return StayFacts(StayFact(*row) for row in united.order_by("fact_at", "fact_day", "fact_id"))
