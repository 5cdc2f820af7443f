"""Fremmøde of a whole group on one day, in one act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.models import Attendance, Block, ChosenBlock


@action
def note_group_attendance(*, block: Block, said: Mapping[UUID, str], by: User, held_on: date | None = None) -> None:
    """`said`: {chosen offer: how, or "" where nothing is to stand}. What is said last holds for the day.

    All or nothing, in as many statements for one as for a hundred. Raises ValidationError, also when one of them did
    not run that day.
    """
    held_on = held_on or timezone.localdate()
    if held_on > timezone.localdate():
        raise ValidationError({"held_on": _("Dagen ligger i fremtiden.")})
    if not set(said.values()) <= {"", *Attendance.How.values}:
        raise ValidationError(_("Vælg, om borgeren kom."))
    # In one order, so that two who note the same group wait for one another and never in a ring.
    locked = ChosenBlock.objects.select_for_update(of=("self",)).filter(block=block, pk__in=list(said)).order_by("pk")
    chosen = {row.pk: row for row in locked if row.runs(held_on)}
    if len(chosen) < len(said):
        raise ValidationError(_("Nogle var ikke med i tilbuddet den dag. Se listen igennem, og gem igen."))
    rows = Attendance.objects.filter(chosen__in=list(said), held_on=held_on)
    known = dict(rows.values_list("chosen_id", "how"))
    new = [pk for pk, how in said.items() if how and pk not in known]
    Attendance.objects.create_many(Attendance(chosen=chosen[pk], held_on=held_on, how=said[pk]) for pk in new)
    for how in Attendance.How.values:
        changed = [pk for pk, before in known.items() if said[pk] == how != before]
        if changed:
            rows.filter(chosen__in=changed).update(how=how)
    gone = [pk for pk in known if not said[pk]]
    if gone:
        rows.filter(chosen__in=gone).delete()
