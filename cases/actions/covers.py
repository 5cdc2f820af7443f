"""Covers end when what they cover does."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from accounts.models import User
from audit.writing import action
from cases.models import Assignment, Case


@action
def end_covers(*, case: Case, on: date, by: User, absent_id: UUID | None = None) -> None:
    """Nobody stands in on this course from `on` (for `absent_id`, when given)."""
    rows = Assignment.objects.filter(case=case, kind=Assignment.Kind.COVER, to_on__gt=on)
    if absent_id:
        rows = rows.filter(absence__user_id=absent_id)
    for row in rows:
        end_cover(cover=row, on=on, by=by)


@action
def end_cover(*, cover: Assignment, on: date, by: User) -> None:
    """Ends on the day; what had not begun was only a plan, which the history keeps."""
    if cover.from_on >= on:
        cover.delete()
        return
    cover.to_on = on
    cover.save()
