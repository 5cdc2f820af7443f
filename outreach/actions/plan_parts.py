"""One row of a plan: corrected, removed while the plan is being written, and done when the day comes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from outreach.models import CheckedOffer, OnwardPlan, PlanStep

PlanPart = CheckedOffer | PlanStep
_UNTOUCHED = ["organisation", "shared_with", "plan", "offer", "worker", "checked_by", "done_by"]


@action
def correct_part(*, part: PlanPart, by: User, **values: Any) -> PlanPart:
    """`values`: fields of the row. Raises ValidationError by field, and when the citizen has got the plan."""
    _require_unwritten(part)
    for name, value in values.items():
        setattr(part, name, " ".join(value.split()) if isinstance(value, str) else value)
    if isinstance(part, CheckedOffer):
        part.called = str(part.offer or "")
    part.clean_fields(exclude=_UNTOUCHED)
    part.save()
    return part


@action
def remove_part(*, part: PlanPart, by: User) -> None:
    _require_unwritten(part)
    part.delete()


@action
def finish_part(*, part: PlanPart, by: User, on: date | None = None) -> PlanPart:
    """Done, or followed up: a fact beside the words, in whichever version. Twice it keeps the first day."""
    part = _locked(part)
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise ValidationError({"on": _("Dagen ligger i fremtiden.")})
    if part.done_on is None:
        part.done_on, part.done_by = on, by
        part.save()
    return part


@action
def reopen_part(*, part: PlanPart, by: User) -> PlanPart:
    """It was not done after all."""
    part = _locked(part)
    if part.done_on:
        part.done_on = part.done_by = None
        part.save()
    return part


def _locked(part: PlanPart) -> PlanPart:
    """Two who press at once wait for one another here."""
    rows: Any = type(part)._default_manager
    found: PlanPart = rows.select_for_update(of=("self",)).get(pk=part.pk)
    return found


def _require_unwritten(part: PlanPart) -> None:
    plan = OnwardPlan.objects.select_for_update(of=("self",)).get(pk=part.plan_id)
    if plan.given_on:
        raise ValidationError(_("Borgeren har fået denne udgave. Lav en ny udgave for at ændre planen."))
