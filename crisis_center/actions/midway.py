"""*Midtvejsmøde*: fixed, held or not held, and what was said."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User, shared_like
from audit.writing import action
from cases.actions.entry import save_once
from crisis_center.actions.steps import step_is_over
from crisis_center.minutes import not_in_the_minute_before
from crisis_center.models import MidwayMeeting, Stay

STEP = "crisis_stay.midway"
_GIVEN_BY_CODE = ["organisation", "shared_with", "stay", "noted_by"]
_CAME = ("citizen_came", "centre_came", "home_came")


@action
def plan_midway(*, stay: Stay, planned_at: datetime, by: User, **told: Any) -> MidwayMeeting:
    """Fix the time, or move it. Raises ValidationError by field."""
    stay = Stay.objects.select_for_update().get(pk=stay.pk)
    row = MidwayMeeting.objects.planned().filter(stay=stay).first() or _new(stay, by)
    row.planned_at, row.noted_by = planned_at, by
    _tell(row, told)
    if planned_at < stay.arrived_at:
        raise ValidationError({"planned_at": _("Mødet ligger før ankomsten.")})
    if not (row.citizen_asked or row.centre_asked or row.home_asked):
        raise ValidationError({"asked": _("Vælg, hvem der er inviteret.")})
    row.clean_fields(exclude=_GIVEN_BY_CODE)
    row.save()
    return row


@action
def hold_midway(
    *, stay: Stay, held_at: datetime, by: User, meeting: MidwayMeeting | None = None, entry_id: UUID | None = None,
    **told: Any,
) -> MidwayMeeting:  # fmt: skip
    """The meeting was held: the one that was planned, `meeting` that was written down before, or one nobody planned.

    Raises ValidationError by field.
    """
    stay = Stay.objects.select_for_update().get(pk=stay.pk)
    if meeting is None and entry_id and (known := MidwayMeeting.objects.filter(pk=entry_id, stay=stay).first()):
        return known
    row = meeting or MidwayMeeting.objects.planned().filter(stay=stay).first()
    made = row is None
    row = row or _new(stay, by, entry_id=entry_id)
    held_at = not_in_the_minute_before(held_at, stay.arrived_at)
    row.held_at, row.missed_at, row.missed_because = held_at, None, ""
    row.planned_at = row.planned_at or held_at
    _tell(row, told)
    if held_at > timezone.now():
        raise ValidationError({"held_at": _("Tidspunktet ligger i fremtiden.")})
    if held_at < stay.arrived_at:
        raise ValidationError({"held_at": _("Mødet ligger før ankomsten.")})
    if not any(getattr(row, name) for name in _CAME):
        raise ValidationError({"citizen_came": _("Vælg, hvem der var med.")})
    row.clean_fields(exclude=_GIVEN_BY_CODE)
    if made:
        save_once(row)
    else:
        row.save()
    step_is_over(case=stay.case, step_key=STEP, at=held_at, by=by)
    return row


@action
def miss_midway(*, stay: Stay, because: str, by: User) -> MidwayMeeting:
    """It was not held; the next one can be fixed. Raises ValidationError at `missed_because`, and without a plan."""
    stay = Stay.objects.select_for_update().get(pk=stay.pk)
    row = MidwayMeeting.objects.planned().filter(stay=stay).first()
    if row is None:
        raise ValidationError(_("Der er intet midtvejsmøde aftalt."))
    if not because.strip():
        raise ValidationError({"missed_because": _("Skriv kort, hvorfor mødet ikke blev holdt.")})
    row.missed_at, row.missed_because = timezone.now(), " ".join(because.split())
    row.clean_fields(exclude=_GIVEN_BY_CODE)
    row.save()
    return row


def _new(stay: Stay, by: User, *, entry_id: UUID | None = None) -> MidwayMeeting:
    return MidwayMeeting(id=entry_id or uuid6.uuid7(), stay=stay, noted_by=by, **shared_like(stay))


def _tell(row: MidwayMeeting, told: dict[str, Any]) -> None:
    for name, value in told.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
