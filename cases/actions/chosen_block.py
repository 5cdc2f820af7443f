"""An offer is chosen, decided on where it must be, corrected, and ended."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.entry import save_once
from cases.dates import short_day
from cases.models import Attendance, Block, ChosenBlock, Citizen, Goal, ServedGoal

_GIVEN_BY_CODE = ["organisation", "shared_with", "citizen", "block"]


@action
def choose_block(
    *,
    citizen: Citizen,
    block: Block,
    by: User,
    whose: str = ChosenBlock.Whose.CITIZEN,
    goals: Collection[Goal] = (),
    chosen_on: date | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
    entry_id: UUID | None = None,
) -> ChosenBlock:
    """The citizen is to take part. What needs visitation has no first day until it is granted (`decide_choice`), and
    where no place is free the citizen waits for one, without a first day too.

    The same form sent twice is one. Raises ValidationError by field, also when it is chosen already or retired.
    """
    if entry_id and (known := ChosenBlock.objects.filter(pk=entry_id, citizen=citizen).first()):
        return known
    today = timezone.localdate()
    chosen = ChosenBlock(id=entry_id or uuid6.uuid7(), citizen=citizen, block=block, whose=whose)
    chosen.chosen_on = chosen_on or today
    if chosen.chosen_on > today:
        raise ValidationError({"chosen_on": _("Dagen ligger i fremtiden.")})
    if block.retired_on and block.retired_on <= chosen.chosen_on:
        raise ValidationError(_("Tilbuddet findes ikke mere. Vælg et andet."))
    # Two who choose at once for the same citizen wait for one another here.
    Citizen.objects.select_for_update(of=("self",)).get(pk=citizen.pk)
    if ChosenBlock.objects.open(max(chosen.chosen_on, today)).filter(citizen=citizen, block=block).exists():
        raise ValidationError(_("Tilbuddet er allerede valgt. Det står i planen."))
    needs_decision = block.kind == Block.Kind.MAYBE
    if needs_decision and from_on:
        raise ValidationError({"from_on": _undecided()})
    _run(chosen, from_on, to_on, otherwise=None if needs_decision else chosen.chosen_on)
    save_once(chosen)
    _serve(chosen, goals)
    return chosen


@action
def edit_choice(
    *, chosen: ChosenBlock, by: User, whose: str, goals: Collection[Goal], from_on: date | None, to_on: date | None
) -> ChosenBlock:
    """Whose choice it was, its days and its goals. Raises ValidationError by field, at `from_on` when it is full."""
    chosen = _locked(chosen)
    if from_on and (chosen.granted is False or chosen.is_undecided):
        raise ValidationError({"from_on": _undecided()})
    if not from_on and (chosen.from_on or (to_on and chosen.waits_for_place)):
        raise ValidationError({"from_on": _("Skriv den første dag.")})
    chosen.whose = whose
    _run(chosen, from_on, to_on)
    _require_attended_within(chosen, "to_on")
    chosen.save()
    _serve(chosen, goals)
    return chosen


@action
def decide_choice(
    *,
    chosen: ChosenBlock,
    granted: bool,
    by: User,
    decided_on: date | None = None,
    reason: str = "",
    appeal_guided: bool = False,
    from_on: date | None = None,
) -> ChosenBlock:
    """What the visitation decided. A refusal has a reason and guidance on how to appeal (forvaltningsloven §§ 22, 25).
    What is granted while it is full waits for a place.

    Decided anew where it was decided before: history keeps both. Raises ValidationError by field.
    """
    chosen = _locked(chosen)
    if chosen.block.kind != Block.Kind.MAYBE:
        raise ValidationError(_("Tilbuddet kræver ingen visitation."))
    decided_on = decided_on or timezone.localdate()
    reason = " ".join(reason.split())
    if decided_on > timezone.localdate():
        raise ValidationError({"decided_on": _("Dagen ligger i fremtiden.")})
    if decided_on < chosen.chosen_on:
        raise ValidationError({"decided_on": _("Dagen ligger før den dag, tilbuddet blev valgt.")})
    if not granted and not reason:
        raise ValidationError({"reason": _("Et afslag skal begrundes.")})
    if not granted and not appeal_guided:
        raise ValidationError({"appeal_guided": _("Giv klagevejledning sammen med afslaget.")})
    if not granted and from_on:
        raise ValidationError({"from_on": _("Et afslag har ingen første dag.")})
    chosen.decided_on, chosen.granted, chosen.decision_reason = decided_on, granted, reason
    chosen.appeal_guided_on = decided_on if appeal_guided else None
    _run(chosen, from_on, chosen.to_on if granted else None, otherwise=decided_on if granted else None)
    _require_attended_within(chosen, "granted")
    chosen.save()
    return chosen


@action
def end_choice(*, chosen: ChosenBlock, by: User, on: date | None = None) -> ChosenBlock:
    """The last day the citizen takes part; of what has not begun, the day it was given up. Raises ValidationError."""
    on = on or timezone.localdate()
    chosen = _locked(chosen)
    if on > timezone.localdate():
        raise ValidationError({"on": _("Dagen ligger i fremtiden.")})
    if chosen.from_on and chosen.from_on > on:
        # It was to begin later, and never did.
        chosen.from_on = None
    chosen.to_on = on
    _require_attended_within(chosen, "on")
    chosen.save()
    return chosen


def _require_attended_within(chosen: ChosenBlock, field: str) -> None:
    """Raises ValidationError when attendance is written of a day on which it would not have run."""
    beyond = Q(held_on__gt=chosen.to_on) if chosen.to_on else Q(pk=None)
    before = Q(held_on__lt=chosen.from_on) if chosen.from_on else Q(pk__isnull=False)
    last = Attendance.objects.filter(beyond | before, chosen=chosen).order_by("-held_on").first()
    if last:
        text = _("Der er skrevet fremmøde den %(day)s. Vælg dage, der har den med.")
        raise ValidationError({field: text % {"day": short_day(last.held_on)}})


def _undecided() -> str:
    return _("Tilbuddet kræver visitation. Den første dag skrives, når det er afgjort.")


def _locked(chosen: ChosenBlock) -> ChosenBlock:
    """As it is now, with its offer; nobody else changes it meanwhile."""
    row: ChosenBlock = ChosenBlock.objects.select_for_update(of=("self",)).select_related("block").get(pk=chosen.pk)
    return row


def _run(chosen: ChosenBlock, from_on: date | None, to_on: date | None, *, otherwise: date | None = None) -> None:
    """The days of it. Where nobody says the first it is `otherwise`, and none while there is no place.

    Raises ValidationError by field, also when it is full.
    """
    first = from_on or otherwise
    if first and to_on and to_on < first:
        raise ValidationError({"to_on": _("Sidste dag ligger før den første.")})
    if gained := _gained_from(chosen, first, to_on):
        block = _counted(chosen, gained)
        if from_on and block.free == 0:
            raise _full(chosen)
        if not from_on and not block.has_room:
            first = None
    if to_on and not first and otherwise:
        raise ValidationError({"to_on": _("Borgeren venter på en plads. Skriv den sidste dag, når det begynder.")})
    chosen.from_on, chosen.to_on = first, to_on
    chosen.clean_fields(exclude=_GIVEN_BY_CODE)


def _gained_from(chosen: ChosenBlock, first: date | None, last: date | None) -> date | None:
    """From when the citizen is to have a place that they have not got already. What is over takes none."""
    today = timezone.localdate()
    if first is None or (last and last < today):
        return None
    if chosen.from_on is None:
        return max(first, today)
    if chosen.to_on is None or (last and last <= chosen.to_on):
        return None
    return max(first, today, chosen.to_on + timedelta(days=1))


def _counted(chosen: ChosenBlock, on: date) -> Block:
    """The offer with how many others have a place that day. Two who begin at once wait for one another here."""
    Block.objects.select_for_update(of=("self",)).get(pk=chosen.block_id)
    block: Block = Block.objects.with_taken(on, but_for=chosen.pk).get(pk=chosen.block_id)
    return block


def _full(chosen: ChosenBlock) -> ValidationError:
    if chosen.from_on:
        return ValidationError({"to_on": _("Der er ingen ledig plads fra den dag, det sluttede.")})
    return ValidationError({"from_on": _("Der er ingen ledig plads. Lad feltet stå tomt, så venter borgeren på en.")})


def _serve(chosen: ChosenBlock, goals: Collection[Goal]) -> None:
    """Afterwards the choice serves exactly `goals`. Raises ValidationError for a goal of somebody else."""
    if any(goal.citizen_id != chosen.citizen_id for goal in goals):
        raise ValidationError({"goals": _("Målet er en anden borgers.")})
    wanted = {goal.pk: goal for goal in goals}
    for row in ServedGoal.objects.filter(chosen=chosen):
        if wanted.pop(row.goal_id, None) is None:
            row.delete()
    ServedGoal.objects.create_many(ServedGoal(chosen=chosen, goal=goal) for goal in wanted.values())
