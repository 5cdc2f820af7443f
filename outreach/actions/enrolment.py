"""The way into treatment: written a day at a time, in whichever order it is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.task import end_request
from cases.models import Case, TreatmentRequest
from outreach.models import Enrolment
from outreach.models.enrolment import DAYS
from outreach.open_course import lock_open

_UNTOUCHED = ["organisation", "shared_with", "case", "period", "offer"]
Visitation = Enrolment.Visitation


@dataclass(frozen=True)
class ClockEnd:
    """The citizen's request is answered by the enrolment. `note`: why it came after the deadline."""

    request: TreatmentRequest
    note: str = ""


@action
def enrol(
    *, case: Case, by: User, clock: ClockEnd | None = None, entry_id: UUID | None = None, **values: Any
) -> Enrolment:
    """A new way into treatment with what is known of it, `values` by field; the same form sent twice is one.

    With a day of enrolment and `clock` the 14 days end in the same act. Raises ValidationError by field.
    """
    period = lock_open(case)
    if entry_id and (known := Enrolment.objects.filter(pk=entry_id, case=case).first()):
        return known
    row = Enrolment(id=entry_id or uuid6.uuid7(), case=case, period=period)
    return _write(row, values, clock, by)


@action
def go_on_enrolling(*, enrolment: Enrolment, by: User, clock: ClockEnd | None = None, **values: Any) -> Enrolment:
    """More is known, or something was wrong. As `enrol`; what `values` does not name stays."""
    return _write(enrolment, values, clock, by)


@action
def show_motivation(*, case: Case, by: User) -> Enrolment:
    """The citizen wants treatment, now: the day and the hour are written, and the way to it has begun.

    One that was begun and has not ended in an enrolment is gone on with.
    """
    period = lock_open(case)
    now = timezone.localtime()
    begun = Enrolment.objects.filter(period=period, enrolled_on=None).order_by("pk").last()
    row = begun or Enrolment(case=case, period=period)
    if row.motivation_on is None:
        row.motivation_on, row.motivation_time = now.date(), now.time().replace(second=0, microsecond=0)
        row.save()
    return row


def _write(row: Enrolment, values: Mapping[str, Any], clock: ClockEnd | None, by: User) -> Enrolment:
    for name, value in values.items():
        setattr(row, name, " ".join(value.split()) if isinstance(value, str) else value)
    if row.visitation == Visitation.DIRECT and not row.decided_by:
        row.decided_by = by.name
    _check(row)
    row.save()
    if clock and row.enrolled_on:
        _end(clock, row, by)
    return row


def _check(row: Enrolment) -> None:
    days, today = row.days, timezone.localdate()
    future = {name: _("Dagen ligger i fremtiden.") for name in DAYS if (day := days[name]) and day > today}
    if future:
        raise ValidationError(future)
    if not any(days.values()):
        raise ValidationError(_("Skriv mindst én dag."))
    for name, clock in (("motivation_on", "motivation_time"), ("enrolled_on", "enrolled_time")):
        if getattr(row, clock) and days[name] is None:
            raise ValidationError({name: _("Skriv dagen, når du skriver klokkeslættet.")})
    if days["decided_on"] is None and (row.decided_time or row.decided_by or row.visitation):
        raise ValidationError({"decided_on": _("Skriv den dag, visitationen blev afgjort.")})
    row.clean_fields(exclude=_UNTOUCHED)


def _end(clock: ClockEnd, row: Enrolment, by: User) -> None:
    assert row.enrolled_on is not None
    try:
        end_request(
            request=clock.request, outcome=TreatmentRequest.Outcome.STARTED, on=row.enrolled_on, note=clock.note, by=by
        )
    except ValidationError as error:
        # The day is the enrolment's; the reason is asked beside the tick that ends the clock.
        own = {"ended_on": "enrolled_on", "note": "clock_note"}
        raise ValidationError({own.get(name, name): said for name, said in error.error_dict.items()}) from error
