"""Standing in for somebody who is away: whose courses and tasks are one's own for these days."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import CharField, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat

from cases.models import Assignment


@dataclass(frozen=True)
class StandIn:
    """For whom, and about whom, somebody stands in today."""

    absent_ids: frozenset[UUID]
    citizen_ids: frozenset[UUID]

    def tasks_q(self, user_id: UUID) -> Q:
        return covered_tasks(user_id, self.absent_ids, self.citizen_ids)


def covered_tasks(user_id: UUID, absent: Collection[UUID], citizens: Collection[UUID]) -> Q:
    """Tasks of one's own, and those of the absent about the covered citizens."""
    own = Q(owner_id=user_id)
    return own | Q(owner_id__in=absent, citizen_id__in=citizens) if absent else own


def standing_in(user_id: UUID, today: date) -> StandIn:
    """For whom the person stands in today. One query."""
    covers = Assignment.objects.current(today).filter(user_id=user_id, kind=Assignment.Kind.COVER)
    return stand_in_of(covers.values_list("absence__user_id", "case__citizen_id"))


def stand_in_of(pairs: Iterable[tuple[UUID, UUID]]) -> StandIn:
    """The same from (absent, citizen) that a page has read already."""
    known = list(pairs)
    return StandIn(frozenset(absent for absent, _citizen in known), frozenset(citizen for _absent, citizen in known))


def absent_for(user_id: UUID) -> Subquery:
    """For rows of `Case`: "id name" of whom this person stands in for today; `read_absent` takes it apart."""
    covers = Assignment.objects.current().filter(case=OuterRef("pk"), user_id=user_id, kind=Assignment.Kind.COVER)
    told = Concat(Cast(F("absence__user_id"), CharField(max_length=36)), Value(" "), F("absence__user__name"))
    return Subquery(covers.annotate(told=told).order_by("pk").values("told")[:1], output_field=CharField())


def read_absent(text: str | None) -> tuple[UUID, str] | None:
    if not text:
        return None
    person, _space, name = text.partition(" ")
    return UUID(person), name
