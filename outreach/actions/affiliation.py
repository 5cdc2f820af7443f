"""Contact with services: asked once before, once after, and the bridge that was built in between."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.models import Case, CasePeriod
from outreach.models import Affiliation
from outreach.models.affiliation import AFTER, BEFORE, Service
from outreach.open_course import lock_open


@action
def ask_before(*, case: Case, answers: Mapping[str, str], on: date, by: User) -> list[Affiliation]:
    """How it was before the outreach: a code by service; an empty one is not asked. Raises ValidationError by field."""
    return _answer(lock_open(case), "before", answers, on)


@action
def ask_after(*, period: CasePeriod, answers: Mapping[str, str], on: date, by: User) -> list[Affiliation]:
    """How it is after, of a period that runs or has ended: what a citizen tells later is still worth knowing."""
    return _answer(period, "after", answers, on)


@action
def bridge(
    *,
    case: Case,
    service: str,
    by: User,
    accompanied_on: date | None = None,
    stable_on: date | None = None,
    note: str = "",
) -> Affiliation | None:
    """The citizen was followed to a service, contact with it is stable: whichever is known. None for nothing left.

    Raises ValidationError by field.
    """
    period = lock_open(case)
    if service not in Service.values:
        raise ValidationError({"service": _("Vælg et tilbud.")})
    for name, day in (("accompanied_on", accompanied_on), ("stable_on", stable_on)):
        if day and day > timezone.localdate():
            raise ValidationError({name: _("Dagen ligger i fremtiden.")})
    row = _rows(period).get(service) or Affiliation(case=case, period=period, service=service)
    row.accompanied_on, row.stable_on, row.note = accompanied_on, stable_on, " ".join(note.split())
    if row._state.adding and not row.says_something:
        raise ValidationError(_("Skriv mindst én dag."))
    return _keep(row)


def _answer(period: CasePeriod, field: str, answers: Mapping[str, str], on: date) -> list[Affiliation]:
    if on > timezone.localdate():
        raise ValidationError({"asked_on": _("Dagen ligger i fremtiden.")})
    allowed = BEFORE if field == "before" else AFTER
    known, kept = _rows(period), []
    for service, code in answers.items():
        if code and code not in allowed[service]:
            raise ValidationError({service: _("Det svar hører ikke til spørgsmålet.")})
        row = known.get(service) or Affiliation(case_id=period.case_id, period=period, service=service)
        if getattr(row, field) == code:
            continue
        setattr(row, field, code)
        setattr(row, f"{field}_on", on if code else None)
        if found := _keep(row):
            kept.append(found)
    return kept


def _rows(period: CasePeriod) -> dict[str, Affiliation]:
    return {row.service: row for row in Affiliation.objects.select_for_update().filter(period=period)}


def _keep(row: Affiliation) -> Affiliation | None:
    """A row that says nothing any more goes; history keeps it."""
    if row.says_something:
        row.clean_fields(exclude=["organisation", "shared_with", "case", "period"])
        row.save()
        return row
    if not row._state.adding:
        row.delete()
    return None
