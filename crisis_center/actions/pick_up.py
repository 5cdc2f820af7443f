"""Somebody is sent to fetch the citizen, sets off, and it goes as it goes; each attempt is a row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User, shared_like
from audit.writing import action
from cases.actions.pathway import end_step, start_step
from cases.models import StepRun
from crisis_center.minutes import not_in_the_minute_before
from crisis_center.models import CentreReferral, PickUp
from crisis_center.open_referrals import open_referral

STEP = "crisis_in.pick_up"
_GIVEN_BY_CODE = ["organisation", "shared_with", "referral", "noted_by"]


@action
def plan_pick_up(
    *, referral: CentreReferral, fetched_by: str, by: User, left_at: datetime | None = None, **told: Any
) -> PickUp:
    """A new attempt, perhaps under way already; the step of the course begins with it.

    Raises ValidationError: refused, withdrawn, arrived, or one is going on.
    """
    referral = open_referral(referral)
    if not referral.is_open:
        raise ValidationError(_("Svaret er nej, så der er ingen at hente."))
    if PickUp.objects.going().filter(referral=referral).exists():
        raise ValidationError(_("Der er allerede en afhentning i gang. Ret den, eller skriv, hvordan den gik."))
    row = PickUp(referral=referral, noted_by=by, left_at=left_at, **shared_like(referral), **told)
    row.fetched_by = " ".join(fetched_by.split())
    _checked(row, referral)
    row.save()
    start_step(case=referral.case, step_key=STEP, at=left_at, by=by)
    return row


@action
def change_pick_up(*, pick_up: PickUp, by: User, **told: Any) -> PickUp:
    """What was agreed otherwise, or is known only now. Raises ValidationError by field."""
    pick_up = _locked(pick_up)
    for name, value in told.items():
        setattr(pick_up, name, value)
    pick_up.fetched_by = " ".join(pick_up.fetched_by.split())
    _checked(pick_up, pick_up.referral)
    pick_up.save()
    return pick_up


@action
def set_off(*, pick_up: PickUp, by: User, at: datetime | None = None) -> PickUp:
    """They are on the way. Said twice, the first time holds."""
    pick_up = _locked(pick_up)
    if pick_up.left_at is None:
        pick_up.left_at = at or timezone.now()
        _checked(pick_up, pick_up.referral)
        pick_up.save()
    return pick_up


@action
def end_pick_up(*, pick_up: PickUp, result: str, by: User, at: datetime | None = None, **told: Any) -> PickUp:
    """How it went; said anew it corrects what was said. With the citizen there the step of the course ends."""
    pick_up = _locked(pick_up)
    if result not in PickUp.Result.values:
        raise ValidationError({"result": _("Vælg, hvordan det gik.")})
    pick_up.result, pick_up.ended_at = result, at or timezone.now()
    for name, value in told.items():
        setattr(pick_up, name, value)
    _checked(pick_up, pick_up.referral)
    pick_up.save()
    if result in PickUp.THERE:
        for run in StepRun.objects.going().filter(case=pick_up.referral.case_id, step=STEP):
            end_step(run=run, at=pick_up.ended_at, by=by)
    return pick_up


@action
def arrive(*, referral: CentreReferral, at: datetime, by: User) -> PickUp | None:
    """The citizen is at the centre: whoever was fetching them has arrived, or was too late. None: nobody was."""
    going = PickUp.objects.going().filter(referral=referral).first()
    if going is None:
        return None
    left_at = going.left_at
    if left_at and not_in_the_minute_before(at, left_at) < left_at:
        return end_pick_up(pick_up=going, result=PickUp.Result.CAME_ALONE, at=left_at, by=by)
    return end_pick_up(pick_up=going, result=PickUp.Result.ARRIVED, at=at, by=by)


def _locked(pick_up: PickUp) -> PickUp:
    rows = PickUp.objects.select_for_update(of=("self",)).select_related("referral")
    found: PickUp = rows.get(pk=pick_up.pk)
    return found


def _checked(row: PickUp, referral: CentreReferral) -> None:
    row.clean_fields(exclude=_GIVEN_BY_CODE)
    row.left_at = not_in_the_minute_before(row.left_at, referral.asked_at)
    row.ended_at = not_in_the_minute_before(row.ended_at, row.left_at or referral.asked_at)
    now = timezone.now()
    for name in ("left_at", "ended_at"):
        moment = getattr(row, name)
        if moment and moment > now:
            raise ValidationError({name: _("Tidspunktet ligger i fremtiden.")})
        if moment and moment < referral.asked_at:
            raise ValidationError({name: _("Det ligger før henvendelsen.")})
    if row.left_at and row.ended_at and row.ended_at < row.left_at:
        raise ValidationError({"ended_at": _("Det ligger før afgangen.")})
