"""Egen læge is told something within consent, and answers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.entry import save_once
from cases.consents import consents_to_gp
from cases.models import Citizen, Consent, GpOrientation

_GIVEN_BY_CODE = ["organisation", "shared_with", "citizen", "consent", "noted_by"]


@action
def orient_gp(
    *,
    citizen: Citizen,
    consent: Consent,
    told_on: date,
    who_we_are: str,
    wish: str,
    we_ask: str,
    reach_us: str,
    by: User,
    entry_id: UUID | None = None,
) -> GpOrientation:
    """One page to the citizen's doctor. The same form sent twice is one page.

    Raises ValidationError by field, without a consent to tell the doctor that holds on the day and is not taken back.
    """
    if entry_id and (known := GpOrientation.objects.filter(pk=entry_id).first()):
        return known
    if told_on > timezone.localdate():
        raise ValidationError({"told_on": _("Dagen ligger i fremtiden.")})
    held = consents_to_gp(citizen, told_on).filter(pk=consent.pk, withdrawn_on=None)
    # Whoever takes the consent back waits here, or was first.
    locked = Consent.objects.select_for_update(of=("self",)).filter(pk=consent.pk)
    if not locked or not held.exists():
        raise ValidationError({"consent": _("Der er ikke samtykke til at orientere lægen den dag.")})
    row = GpOrientation(
        id=entry_id or uuid6.uuid7(), citizen=citizen, consent=consent, told_on=told_on, doctor=consent.receiver,
        who_we_are=who_we_are.strip(), wish=wish.strip(), we_ask=we_ask.strip(), reach_us=reach_us.strip(),
        noted_by=by,
    )  # fmt: skip
    row.clean_fields(exclude=_GIVEN_BY_CODE)
    save_once(row)
    return row


@action
def note_gp_answer(*, orientation: GpOrientation, on: date, answer: str, by: User) -> GpOrientation:
    """What the doctor answered; a later answer takes its place, and history keeps the first. Raises ValidationError."""
    row: GpOrientation = GpOrientation.objects.select_for_update(of=("self",)).get(pk=orientation.pk)
    if on > timezone.localdate():
        raise ValidationError({"on": _("Dagen ligger i fremtiden.")})
    if on < row.told_on:
        raise ValidationError({"on": _("Dagen ligger før lægen blev orienteret.")})
    row.answered_on, row.answer = on, " ".join(answer.split())
    row.clean_fields(exclude=_GIVEN_BY_CODE)
    row.save()
    return row
