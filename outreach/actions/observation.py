"""What a worker noticed of motivation and alliance, written down and corrected."""

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
from outreach.models import Observation
from outreach.open_course import lock_open

_UNTOUCHED = ["organisation", "shared_with", "case", "observed_by"]


@action
def observe(
    *,
    case: Case,
    observed_on: date,
    by: User,
    stage: str = "",
    goal: int | None = None,
    method: int | None = None,
    bond: int | None = None,
    citizens_words: str = "",
    small_step: str = "",
    entry_id: UUID | None = None,
) -> Observation:
    """One observation: whatever of it was noticed, at least one thing. The same form sent twice is one.

    Raises ValidationError by field.
    """
    lock_open(case)
    if entry_id and (known := Observation.objects.filter(pk=entry_id, case=case).first()):
        return known
    row = Observation(id=entry_id or uuid6.uuid7(), case=case, observed_by=by)
    _say(
        row, observed_on=observed_on, stage=stage, goal=goal, method=method, bond=bond, citizens_words=citizens_words,
        small_step=small_step,
    )  # fmt: skip
    row.save()
    return row


@action
def correct_observation(*, observation: Observation, by: User, **values: Any) -> Observation:
    """`values`: as `observe` takes them. Raises ValidationError by field."""
    _say(observation, **values)
    observation.save()
    return observation


def _say(
    row: Observation,
    *,
    observed_on: date,
    stage: str,
    goal: int | None,
    method: int | None,
    bond: int | None,
    citizens_words: str,
    small_step: str,
) -> None:
    row.observed_on, row.stage, row.goal, row.method, row.bond = observed_on, stage, goal, method, bond
    row.citizens_words, row.small_step = citizens_words.strip(), " ".join(small_step.split())
    if observed_on > timezone.localdate():
        raise ValidationError({"observed_on": _("Dagen ligger i fremtiden.")})
    if not row.says_something:
        raise ValidationError(_("Skriv eller vælg mindst én ting."))
    row.clean_fields(exclude=_UNTOUCHED)
