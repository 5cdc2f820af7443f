"""Covers end when what they cover does. Parts of actions: called inside one."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cases.models import Assignment, Case


def end_covers(*, case: Case, on: date, absent_id: UUID | None = None) -> None:
    """Nobody stands in on this course from `on` (for `absent_id`, when given)."""
    rows = Assignment.objects.filter(case=case, kind=Assignment.Kind.COVER, to_on__gt=on)
    if absent_id:
        rows = rows.filter(absence__user_id=absent_id)
    for row in rows:
        end_cover(row, on)


def end_cover(row: Assignment, on: date) -> None:
    """Ends on the day; what had not begun was only a plan, which the history keeps."""
    if row.from_on >= on:
        row.delete()
        return
    row.to_on = on
    row.save()
