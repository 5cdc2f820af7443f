"""An assessment is begun wherever one meets, gone on with by whoever comes next, and ended, finished or not."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.models import Case
from outreach.models import Assessment
from outreach.models.assessment import TEXTS
from outreach.open_course import lock_open

SAID = (
    "begun_on", "begun_way", "begun_place", *TEXTS, "advised_on", "advice", "free_choice", "free_choice_reason",
)  # fmt: skip
_UNTOUCHED = ["organisation", "shared_with", "case", "begun_place", "ended_by"]


@action
def begin_assessment(*, case: Case, by: User, entry_id: UUID | None = None, **said: Any) -> Assessment:
    """The course's one assessment. `said`: fields of `SAID`, none of them must. The same form sent twice is one.

    Raises ValidationError by field, and when somebody else has begun it meanwhile.
    """
    lock_open(case)
    if entry_id and (known := Assessment.objects.filter(pk=entry_id, case=case).first()):
        return known
    if Assessment.objects.filter(case=case).exists():
        raise ValidationError(_("En kollega har begyndt udredningen imens. Åbn den, og skriv videre der."))
    row = Assessment(id=entry_id or uuid6.uuid7(), case=case)
    _say(row, said)
    row.save()
    return row


@action
def write_assessment(*, assessment: Assessment, by: User, **said: Any) -> Assessment:
    """Go on with it. Raises ValidationError by field, and when it was ended meanwhile."""
    lock_open(assessment.case)
    if assessment.ended_on:
        raise ValidationError(_("Udredningen er afsluttet. Åbn den igen for at skrive videre."))
    _say(assessment, said)
    assessment.save()
    return assessment


@action
def end_assessment(
    *, assessment: Assessment, by: User, on: date | None = None, unfinished_reason: str = ""
) -> Assessment:
    """Finished, or with `unfinished_reason` as far as it could be done. Ended twice it keeps the first end."""
    lock_open(assessment.case)
    row = _locked(assessment)
    if row.ended_on:
        return row
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise ValidationError({"on": _("Dagen ligger i fremtiden.")})
    if on < row.begun_on:
        raise ValidationError({"on": _("Dagen ligger før, udredningen blev begyndt.")})
    row.ended_on, row.ended_by, row.unfinished_reason = on, by, " ".join(unfinished_reason.split())
    row.clean_fields(exclude=_UNTOUCHED)
    row.save()
    return row


@action
def reopen_assessment(*, assessment: Assessment, by: User) -> Assessment:
    """More is known now: it goes on. How it was ended before stays in the history."""
    lock_open(assessment.case)
    row = _locked(assessment)
    if row.ended_on:
        row.ended_on, row.ended_by, row.unfinished_reason = None, None, ""
        row.save()
    return row


def _locked(assessment: Assessment) -> Assessment:
    found: Assessment = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    return found


def _say(row: Assessment, said: dict[str, Any]) -> None:
    if unknown := set(said) - set(SAID):
        raise TypeError(f"An assessment does not say: {', '.join(sorted(unknown))}")
    for name, value in said.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if row.begun_on > timezone.localdate():
        raise ValidationError({"begun_on": _("Dagen ligger i fremtiden.")})
    if row.advice and not row.advised_on:
        raise ValidationError({"advised_on": _("Skriv, hvilken dag I rådgav.")})
    is_limited = row.free_choice == Assessment.FreeChoice.LIMITED
    if is_limited and not row.free_choice_reason:
        raise ValidationError({"free_choice_reason": _("Skriv, hvorfor valget er begrænset.")})
    if not is_limited and row.free_choice_reason:
        raise ValidationError({"free_choice_reason": _("Skriv kun en grund, når valget er begrænset.")})
    row.clean_fields(exclude=_UNTOUCHED)
