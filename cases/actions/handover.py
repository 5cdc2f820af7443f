"""Courses change hands: some or all of a caseload, to one or several, in one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.case import take_over
from cases.actions.task import add_task
from cases.limit import Load, load_of, moves_of, require_reason
from cases.models import Assignment, Case, Citizen, Task


@dataclass(frozen=True)
class Give:
    """One course to one person. `was`: the contact person's assignment as it was on the screen, None for nobody."""

    case: Case
    to: User
    was: UUID | None


@dataclass(frozen=True)
class HandedOver:
    courses: int
    tasks: int


class ChangedMeanwhile(ValidationError):
    """Somebody else gave away or closed some of the courses. `now`: case -> who carries it; None: it is closed."""

    def __init__(self, now: Mapping[UUID, Assignment | None], closed: set[UUID]) -> None:
        super().__init__(_("Noget er ændret, siden du åbnede siden. Se det igennem, og vælg igen."), code="changed")
        self.now, self.closed = now, closed


@action
def hand_over(
    *,
    gives: Sequence[Give],
    on: date,
    by: User,
    note: str = "",
    with_tasks: bool = True,
    over_limit_reason: str = "",
    chosen_by: str = "",
    change_reason: str = "",
) -> HandedOver:
    """The receivers become contact persons from `on`, all of them or none.

    Open tasks of the giver on these citizens go along; `note` becomes a task of each receiver. Raises ChangedMeanwhile
    when a course is no longer as it was on the screen, ValidationError at `over_limit_reason` as `assign` does.
    """
    current = _as_on_the_screen(gives)
    earlier = {pk: _contact_person(rows) for pk, rows in current.items()}
    reason = _require_reason(gives, earlier, over_limit_reason)
    moved = 0
    for give in gives:
        was = earlier[give.case.pk]
        if was and was.user_id == give.to.pk:
            continue
        kept = reason.get(give.to.pk, "")
        take_over(
            case=give.case,
            user=give.to,
            kind=Assignment.Kind.CONTACT_PERSON,
            on=on,
            current=current[give.case.pk],
            over_limit_reason=kept,
            chosen_by=chosen_by,
            change_reason=change_reason,
            by=by,
        )
        if was and with_tasks:
            moved += _pass_on_tasks(give.case, was.user_id, give.to, on)
    if note.strip():
        _leave_note(gives, earlier, on=on, note=note, by=by)
    return HandedOver(len(gives), moved)


def _as_on_the_screen(gives: Sequence[Give]) -> dict[UUID, list[Assignment]]:
    """The open-ended assignments of each course, locked until this act is done. Raises ChangedMeanwhile."""
    ids = sorted(give.case.pk for give in gives)
    # In one order, so that two who give the same courses wait for one another and never in a ring.
    list(Case.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    rows: dict[UUID, list[Assignment]] = {pk: [] for pk in ids}
    for row in Assignment.objects.filter(case_id__in=ids, to_on=None).select_related("user"):
        rows[row.case_id].append(row)
    closed = set(ids) - set(Case.objects.open().filter(pk__in=ids).values_list("pk", flat=True))
    now = {give.case.pk: _contact_person(rows[give.case.pk]) for give in gives}
    changed = {give.case.pk: now[give.case.pk] for give in gives if _id(now[give.case.pk]) != give.was}
    if changed or closed:
        raise ChangedMeanwhile(changed, closed)
    return rows


def _contact_person(rows: Sequence[Assignment]) -> Assignment | None:
    return next((row for row in rows if row.kind == Assignment.Kind.CONTACT_PERSON), None)


def _id(row: Assignment | None) -> UUID | None:
    return row.pk if row else None


def _pairs(gives: Sequence[Give]) -> list[tuple[Case, UUID]]:
    return [(give.case, give.to.pk) for give in gives]


def _require_reason(gives: Sequence[Give], earlier: Mapping[UUID, Assignment | None], reason: str) -> dict[UUID, str]:
    """{receiver: the reason to keep}: only for those whose team is pushed over the limit."""
    case = gives[0].case
    before: Load = load_of(case.unit_id, case.organisation)
    givers = {pk: row.user_id if row else None for pk, row in earlier.items()}
    after = before.moved(moves_of(_pairs(gives), givers))
    kept = require_reason(before, after, reason)
    over = before.pushed_over(after) if kept else []
    return {give.to.pk: kept for give in gives if before.team_of(give.to.pk) in over}


def _pass_on_tasks(case: Case, giver_id: UUID, to: User, on: date) -> int:
    """The giver's open tasks about the citizen; with a day to come only those due from then on. How many."""
    tasks = Task.objects.open().filter(citizen_id=case.citizen_id, owner_id=giver_id)
    if on > timezone.localdate():
        tasks = tasks.filter(due_on__gte=on)
    moved = list(tasks)
    for task in moved:
        task.owner = to
        task.save()
    return len(moved)


def _leave_note(
    gives: Sequence[Give], earlier: Mapping[UUID, Assignment | None], *, on: date, note: str, by: User
) -> None:
    by_receiver: dict[User, list[Give]] = {}
    for give in gives:
        by_receiver.setdefault(give.to, []).append(give)
    for to, given in by_receiver.items():
        was = earlier[given[0].case.pk]
        title = _("Overtaget fra %(name)s: %(note)s") % {"name": was.user.name if was else by.name, "note": note}
        # About several citizens it is about none in particular.
        citizen = Citizen.objects.get(pk=given[0].case.citizen_id) if len(given) == 1 else None
        day = max(on, timezone.localdate())
        add_task(unit=given[0].case.unit, citizen=citizen, title=title, due_on=day, owner=to, by=by)
