"""A screening is written over as many talks as it takes, concluded, and perhaps made again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.entry import save_once
from cases.actions.pathway import end_step, start_step
from cases.models import Case, CasePeriod
from crisis_center.models import Screening

SCREENING = "crisis_in.screening"
_GIVEN_BY_CODE = ["organisation", "shared_with", "case", "concluded_by"]


@dataclass(frozen=True)
class Concluded:
    """What the mentor concluded. `instead`: what is done, `wait_until`: when it is looked at again."""

    conclusion: str
    reason: str = ""
    instead: str = ""
    wait_until: date | None = None


@action
def screen(
    *,
    case: Case,
    by: User,
    at: datetime | None = None,
    entry_id: UUID | None = None,
    concluded: Concluded | None = None,
    **seen: Any,
) -> Screening:
    """Save what is known so far, and conclude where `concluded` says so. `seen`: the row's fields; others stay.

    Goes on with `entry_id` or begins one; the same form sent twice is one. The course's step follows. Raises
    ValidationError by field, and when a colleague began or concluded one meanwhile.
    """
    at = at or timezone.now()
    _lock_open(case)
    row, is_new = _begun(case, entry_id, at)
    if row.concluded_at:
        return _same_or_refused(row, concluded)
    for name, value in seen.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if concluded:
        _conclude(row, concluded, at, by)
    row.clean_fields(exclude=_GIVEN_BY_CODE)
    if is_new:
        save_once(row)
    else:
        row.save()
    _follow(row, by)
    return row


def _lock_open(case: Case) -> None:
    """Two who press at once wait for one another here."""
    Case.objects.select_for_update().filter(pk=case.pk).order_by().values_list("pk").first()
    if not CasePeriod.objects.filter(case=case, closed_at=None).exists():
        raise ValidationError(_("Forløbet er afsluttet. Åbn det igen først."))


def _begun(case: Case, entry_id: UUID | None, at: datetime) -> tuple[Screening, bool]:
    if entry_id and (known := Screening.objects.filter(pk=entry_id).first()):
        if known.case_id != case.pk:
            raise ValidationError(_("Denne indtastning er allerede brugt til noget andet. Begynd forfra."))
        return known, False
    if Screening.objects.open().filter(case=case).exists():
        raise ValidationError(_("En kollega har begyndt screeningen imens. Åbn den igen, og skriv videre der."))
    return Screening(id=entry_id or uuid6.uuid7(), case=case, begun_at=at), True


def _same_or_refused(row: Screening, concluded: Concluded | None) -> Screening:
    if concluded and (concluded.conclusion, concluded.reason.strip()) == (row.conclusion, row.reason):
        return row
    words = {"who": row.concluded_by, "conclusion": row.get_conclusion_display()}
    raise ValidationError(_("%(who)s har konkluderet imens: »%(conclusion)s«. Begynd en ny.") % words)


def _conclude(row: Screening, said: Concluded, at: datetime, by: User) -> None:
    kinds = Screening.Conclusion
    if said.conclusion not in kinds.values:
        raise ValidationError({"conclusion": _("Vælg, hvad du konkluderer.")})
    if said.conclusion == kinds.INSTEAD and not said.instead.strip():
        raise ValidationError({"instead": _("Skriv, hvad der gøres i stedet.")})
    if said.conclusion == kinds.WAIT and not said.wait_until:
        raise ValidationError({"wait_until": _("Vælg, hvornår I ser på det igen.")})
    if said.conclusion == kinds.WAIT and said.wait_until and said.wait_until <= timezone.localdate(at):
        raise ValidationError({"wait_until": _("Vælg en dag, der kommer.")})
    if said.conclusion != kinds.REFER and not said.reason.strip():
        raise ValidationError({"reason": _("Skriv kort hvorfor.")})
    row.conclusion, row.reason = said.conclusion, said.reason.strip()
    row.instead = said.instead.strip() if said.conclusion == kinds.INSTEAD else ""
    row.wait_until = said.wait_until if said.conclusion == kinds.WAIT else None
    row.concluded_at, row.concluded_by = max(at, row.begun_at), by


def _follow(row: Screening, by: User) -> None:
    """The step goes on while one waits."""
    run = start_step(case=row.case, step_key=SCREENING, at=row.begun_at, by=by)
    if row.concluded_at and row.conclusion != Screening.Conclusion.WAIT:
        end_step(run=run, at=row.concluded_at, by=by)
