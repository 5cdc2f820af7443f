"""Rows go from one citizen to another, and back again: the one engine of joining two records and of splitting one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.hanging import Rows, hanging_on, movable, with_what_hangs
from cases.models import Admission, Case, Citizen, NotTheSame, RowMove, TreatmentRequest
from cases.pairs import CannotMove, column, lock_both, locked, plain

#: Rows moved in one statement: below the number of parameters any SQLite takes, and what is held in memory at once.
CHUNK = 500

_DECISIONS = NotTheSame._meta.label
#: Of which a citizen has one open at a time, and the day it began.
_ONE_OPEN: tuple[tuple[Any, str], ...] = ((TreatmentRequest, "requested_on"), (Admission, "since"))
#: What a move ended or tied to something else: {"cases.Admission": {id: {field: [before, after]}}}.
Settled = dict[str, dict[str, dict[str, list[str | None]]]]


@dataclass
class Undone:
    """What an undone move answers: `kept` are the fields somebody changed meanwhile, by name; `elsewhere` the number of
    rows that were moved on since, so that they stay where they are now."""

    move: RowMove
    kept: list[str] = field(default_factory=list)
    elsewhere: int = 0


@action
def move_rows(
    *,
    source: Citizen,
    target: Citizen,
    rows: Rows,
    kind: str,
    reason: str,
    by: User,
    taken: dict[str, Any] | None = None,
) -> RowMove:
    """Point `rows` ({"cases.Contact": ids}, see `with_what_hangs`) of `source` at `target`; rows not on `source` stay.

    Of two open requests (admissions) the first stays open and the other ends that day; what hung on that request hangs
    on the first. What hung on a course that stays hangs on none. `taken` is {field: [before, after]} of the target, in
    JSON's own types. Raises CannotMove.
    """
    if kind == RowMove.Kind.SPLIT and not reason.strip():
        raise CannotMove({"reason": _("Skriv kort, hvorfor det flyttes.")})
    source, target = lock_both(source, target)
    settled = _settle(source.pk, target.pk, rows) | _loosen(source.pk, rows)
    moved = {label: _repoint(label, keys, source.pk, target.pk) for label, keys in rows.items()}
    if kind == RowMove.Kind.MERGE:
        moved[_DECISIONS] = _carry_decisions(source.pk, target.pk)
    held = {"fields": taken or {}, "settled": settled}
    move = RowMove(
        kind=kind,
        source=source,
        target=target,
        reason=reason.strip(),
        rows={label: sorted(str(key) for key in keys) for label, keys in moved.items() if keys},
        taken=json.dumps(held, ensure_ascii=False) if taken or settled else None,
        moved_by=by,
    )
    move.save()
    return move


@action
def undo_move(*, move: RowMove, by: User) -> Undone:
    """Take a move back as one act: rows that are still there go back, with what came to hang on them since, and so do
    the fields nobody has changed since. Raises CannotMove."""
    move = RowMove.objects.select_for_update(of=("self",)).get(pk=move.pk)
    if move.undone_at:
        raise CannotMove(_("Det er allerede fortrudt."))
    source, target = locked(move.source_id, move.target_id)
    _require_last(move, source, target)
    held = json.loads(move.taken) if move.taken else {}
    settled = held.get("settled", {})
    kept = _give_back(target, held.get("fields", {}))
    if move.kind == RowMove.Kind.MERGE:
        source.merged_into = None
        _save(source, _("CPR-nummeret står nu på dem begge. Slet det på den ene, og prøv igen."))
    # Before it is asked what hangs on the rows that go back.
    _tie_again(settled, target.pk)
    listed = {label: {UUID(key) for key in keys} for label, keys in move.rows.items()}
    decisions = listed.pop(_DECISIONS, set())
    rows = with_what_hangs(target.pk, listed)
    _settle(target.pk, source.pk, rows)
    back = {label: _repoint(label, keys, target.pk, source.pk) for label, keys in rows.items()}
    _return_decisions(decisions, target.pk, source.pk)
    _reopen(settled)
    move.undone_at, move.undone_by = timezone.now(), by
    move.save()
    elsewhere = sum(len(keys - back.get(label, set())) for label, keys in listed.items())
    return Undone(move, kept, elsewhere)


def _repoint(label: str, keys: Iterable[UUID], source: UUID, target: UUID) -> set[UUID]:
    """Those of `keys` that stood on `source`, which stand on `target` now."""
    model, name = movable()[label]
    moved: set[UUID] = set()
    try:
        with transaction.atomic():
            for chunk in _chunks(sorted(keys)):
                rows = model._base_manager.filter(pk__in=chunk, **{name: source})
                moved.update(rows.values_list("pk", flat=True))
                rows.update(**{name: target})
    except IntegrityError as error:
        # A rule of some room that holds once for each citizen, of which nobody told this room.
        text = _("Det kan ikke flyttes: borgeren har allerede »%(what)s«, og der kan kun være én.")
        raise CannotMove(text % {"what": model._meta.verbose_name}, code="once") from error
    return moved


def _chunks(keys: list[UUID]) -> Iterator[list[UUID]]:
    return (keys[at : at + CHUNK] for at in range(0, len(keys), CHUNK))


# --- Of which a citizen has one open at a time ------------------------------------------------------------------------
def _settle(source: UUID, target: UUID, rows: Rows) -> Settled:
    """End the later of two open requests, and of two open admissions, before they stand on one citizen.

    Returns what was written.
    """
    settled: Settled = {}
    for model, day in _ONE_OPEN:
        label = model._meta.label
        both: Any = model._base_manager.filter(citizen__in=(source, target), ended_on=None)
        two = [row for row in both.order_by(day, "pk") if row.citizen_id == target or row.pk in rows.get(label, ())]
        for later in two[1:]:
            settled.setdefault(label, {})[str(later.pk)] = _end(later, two[0], getattr(later, day))
            _follow(later, two[0], settled)
    return settled


def _end(later: Any, first: Any, on: date) -> dict[str, list[str | None]]:
    """On the day it began: it never ran beside the first, and no deadline was missed by it."""
    later.ended_on = on
    written: dict[str, list[str | None]] = {"ended_on": [None, on.isoformat()]}
    if isinstance(later, TreatmentRequest):
        first_day = date_format(first.requested_on, "DATE_FORMAT")
        note = _("Samlet med anmodningen af %(day)s.") % {"day": first_day}
        written |= {"outcome": ["", TreatmentRequest.Outcome.MERGED.value], "note": [later.note, note]}
        later.outcome, later.note = TreatmentRequest.Outcome.MERGED, note
    later.save()
    return written


def _follow(later: Any, first: Any, settled: Settled) -> None:
    """What hangs on a request that ends as one of two waits for the one that goes on: it was the same wish."""
    if not isinstance(later, TreatmentRequest):
        return
    for model, name in hanging_on(later._meta.label):
        rows = model._base_manager.filter(**{name: later.pk})
        for key in rows.values_list("pk", flat=True):
            settled.setdefault(model._meta.label, {})[str(key)] = {name: [str(later.pk), str(first.pk)]}
        rows.update(**{name: first.pk})


def _loosen(source: UUID, rows: Rows) -> Settled:
    """A course that stays is not the target's: what hung on it and goes, hangs on none. Returns what was written."""
    written: Settled = {}
    courses = Case._meta.label
    for model, name in hanging_on(courses):
        label = model._meta.label
        if label not in rows:
            continue
        _model, citizen = movable()[label]
        hung = model._base_manager.filter(**{citizen: source, f"{name}__isnull": False}).values_list("pk", f"{name}_id")
        for key, course in hung:
            if key in rows[label] and course not in rows.get(courses, ()):
                written.setdefault(label, {})[str(key)] = {name: [str(course), None]}
                model._base_manager.filter(pk=key).update(**{name: None})
    return written


def _tie_again(settled: Settled, target: UUID) -> None:
    """What follows another request, or lost its course, is as it was, unless somebody has changed it since."""
    for label, rows in settled.items():
        model, citizen = movable()[label]
        if any(model is one for one, _day in _ONE_OPEN):
            continue
        for key, written in rows.items():
            for name, (before, after) in written.items():
                model._base_manager.filter(pk=key, **{citizen: target, name: after}).update(**{name: before})


def _reopen(settled: Settled) -> None:
    """What a move ended goes on, unless somebody has changed it since, or another one runs now."""
    for model, _day in _ONE_OPEN:
        rows = settled.get(model._meta.label, {})
        for row in model._base_manager.select_for_update(of=("self",)).filter(pk__in=rows):
            runs = model._base_manager.filter(citizen=row.citizen_id, ended_on=None).exists()
            if runs or any(plain(row, name) != after for name, (_before, after) in rows[str(row.pk)].items()):
                continue
            for name, (before, _after) in rows[str(row.pk)].items():
                setattr(row, name, before)
            row.save()


# --- "Not the same" ---------------------------------------------------------------------------------------------------
def _carry_decisions(source: UUID, target: UUID) -> set[UUID]:
    """Whoever is not the one who goes is not the one who stays either. What was said of the two themselves stays."""
    carried = set()
    for row in NotTheSame.objects.filter(first=source) | NotTheSame.objects.filter(second=source):
        other = row.second_id if row.first_id == source else row.first_id
        if other != target and _say_of(row, target, other):
            carried.add(row.pk)
    return carried


def _return_decisions(keys: set[UUID], target: UUID, source: UUID) -> None:
    for row in NotTheSame.objects.filter(pk__in=keys):
        if target in (row.first_id, row.second_id):
            _say_of(row, source, row.second_id if row.first_id == target else row.first_id)


def _say_of(row: NotTheSame, one: UUID, other: UUID) -> bool:
    """Let the decision be about these two, unless it is made of them already (or the other is merged by now)."""
    first, second = sorted((one, other))
    if NotTheSame.objects.filter(first=first, second=second).exists():
        return False
    if Citizen.objects.filter(pk=other).exclude(merged_into=None).exists():
        return False
    row.first_id, row.second_id = first, second
    row.save()
    return True


# --- The way back -----------------------------------------------------------------------------------------------------
def _require_last(move: RowMove, source: Citizen, target: Citizen) -> None:
    """What came later is undone first."""
    if target.merged_into_id:
        raise CannotMove(_("Borgeren er siden samlet med en anden. Fortryd først den samling."), code="later")
    if move.kind == RowMove.Kind.SPLIT and source.merged_into_id:
        raise CannotMove(
            _("Borgeren, det kom fra, er siden samlet med en anden. Fortryd først den samling."), code="later"
        )


def _give_back(target: Citizen, taken: dict[str, list[Any]]) -> list[str]:
    """The target's fields as they were before. Returns the names of those somebody has changed since, which stay."""
    kept = [name for name, (_before, after) in taken.items() if plain(target, name) != after]
    if "name" in kept and "identity" in taken:
        # Who was given a name of their own since is known by it.
        kept = list(dict.fromkeys([*kept, "identity"]))
    for name, (before, _after) in taken.items():
        if name not in kept:
            one = column(Citizen, name)
            setattr(target, one.attname, one.to_python(before))
    _save(
        target, _("Borgeren kan ikke få sine oplysninger tilbage, som de var. Ret dem på borgerens side, og prøv igen.")
    )
    return [name for name in kept if name != "identity"]


def _save(citizen: Citizen, refusal: str) -> None:
    try:
        with transaction.atomic():
            citizen.save()
    except IntegrityError as error:
        raise CannotMove(refusal) from error
