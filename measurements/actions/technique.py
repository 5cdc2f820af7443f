"""Which techniques were used on a course: answered once, corrected afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.entry import save_once
from cases.models import Case
from measurements.models import TechniqueUse
from measurements.models.technique import TECHNIQUES
from outreach.pathway import OUTREACH

_UNTOUCHED = ["organisation", "shared_with", "case", "answered_by"]


@action
def answer_techniques(
    *,
    case: Case,
    answers: Mapping[str, str],
    by: User,
    left_open: str = "",
    answered_on: date | None = None,
    entry_id: UUID | None = None,
) -> TechniqueUse:
    """`answers`: {technique: degree}; what is not named stays open. The same form sent twice is one row.

    The course may be closed: it is then that one is asked. Raises ValidationError.
    """
    if case.pathway != OUTREACH.key:
        raise ValidationError(_("Spørgsmålene hører til den udgående indsats."))
    Case.objects.select_for_update().filter(pk=case.pk).order_by().values_list("pk").first()
    known = TechniqueUse.objects.filter(case=case).select_related("answered_by").first()
    if known and known.pk == entry_id:
        return known
    if known:
        raise ValidationError(_("%(who)s har allerede besvaret det.") % {"who": known.answered_by})
    row = TechniqueUse(id=entry_id or uuid6.uuid7(), case=case, answered_by=by)
    row.answered_on = answered_on or timezone.localdate()
    return _say(row, answers, left_open)


@action
def correct_techniques(*, row: TechniqueUse, answers: Mapping[str, str], left_open: str, by: User) -> TechniqueUse:
    """Raises ValidationError. Who answered and when stay: history says who corrected."""
    return _say(row, answers, left_open)


def _say(row: TechniqueUse, answers: Mapping[str, str], left_open: str) -> TechniqueUse:
    for name in TECHNIQUES:
        setattr(row, name, answers.get(name, ""))
    row.left_open = " ".join(left_open.split())
    if not (row.answered or row.left_open):
        raise ValidationError(_("Svar på mindst ét, eller skriv, hvorfor det ikke kan besvares."))
    row.clean_fields(exclude=_UNTOUCHED)
    save_once(row)
    return row
