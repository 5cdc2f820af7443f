"""*Bredere sundhedstjek*: that it was done is for both sides, what was found is a health note of the centre."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User, shared_like
from audit.writing import action
from cases.dates import moment_of
from crisis_center.actions.note import write_note
from crisis_center.models import CentreNote, HealthCheck, Stay
from crisis_center.models.of_stay import GIVEN_BY_CODE
from crisis_center.moments import refuse_future_day


@action
def note_health_check(
    *,
    stay: Stay,
    examiner: str,
    by: User,
    done_on: date | None = None,
    findings: str = "",
    follow_up: str = "",
    follow_up_owner: str = "",
) -> HealthCheck:
    """Raises ValidationError by field."""
    row = HealthCheck(
        stay=stay, examiner=" ".join(examiner.split()), follow_up=" ".join(follow_up.split()),
        follow_up_owner=" ".join(follow_up_owner.split()), noted_by=by, **shared_like(stay),
    )  # fmt: skip
    row.done_on = done_on or row.done_on
    refuse_future_day("done_on", row.done_on)
    if row.follow_up and not row.follow_up_owner:
        raise ValidationError({"follow_up_owner": _("Skriv, hvem der følger op.")})
    if row.follow_up_owner and not row.follow_up:
        raise ValidationError({"follow_up": _("Skriv, hvad der skal følges op.")})
    row.clean_fields(exclude=GIVEN_BY_CODE)
    row.save()
    if findings.strip():
        at = max(moment_of(row.done_on), stay.arrived_at)
        write_note(stay=stay, kind=CentreNote.Kind.HEALTH, text=findings, happened_at=at, health_check=row, by=by)
    return row
