"""*Vagtoverlevering* as one reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from cases.timeline import Key
from crisis_center.checks import seen_words
from crisis_center.models import Centre, HandoverRead, ShiftHandover

#: So many stand on one page.
PAGE = 10


@dataclass
class HandoverLine:
    """`readers`: filled on the page of handovers only."""

    id: UUID
    shift: str
    when: str
    who: str
    text: str
    is_read: bool
    readers: list[str] = field(default_factory=list)


def handover_page(centre: Centre, user: User, after: Key | None) -> tuple[list[HandoverLine], Key | None]:
    """A page of handovers with their readers, the newest first, and where the next page begins. Two queries."""
    rows = _handovers(centre, user)
    if after:
        rows = rows.filter(Q(noted_at__lt=after.at) | Q(noted_at=after.at, pk__lt=after.id))
    found = list(rows[: PAGE + 1])
    lines = {row.pk: _line(row) for row in found[:PAGE]}
    for read in _reads(user, lines):
        lines[read.handover_id].readers.append(str(read.reader))
    more = Key(found[PAGE - 1].noted_at, found[PAGE - 1].pk) if len(found) > PAGE else None
    return list(lines.values()), more


def latest_handover(centre: Centre, user: User) -> HandoverLine | None:
    """One query."""
    row = _handovers(centre, user).first()
    return _line(row) if row else None


def _handovers(centre: Centre, user: User) -> QuerySet[ShiftHandover]:
    read = HandoverRead.objects.filter(handover=OuterRef("pk"), reader=user)
    rows = ShiftHandover.objects.visible_to(user).filter(centre=centre).annotate(is_read=Exists(read))
    return rows.select_related("noted_by").order_by("-noted_at", "-pk")


def _reads(user: User, handovers: Iterable[UUID]) -> Iterable[HandoverRead]:
    rows = HandoverRead.objects.visible_to(user).filter(handover__in=list(handovers))
    return rows.select_related("reader").order_by("read_at")


def _line(row: Any) -> HandoverLine:
    """`row`: a handover of `_handovers`."""
    return HandoverLine(
        row.pk, str(row.get_shift_display()), seen_words(row.noted_at), str(row.noted_by), row.text, row.is_read
    )
