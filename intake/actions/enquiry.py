"""Somebody turns to us: it is written down, taken by somebody, helped at once, rung back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from audit.writing import action
from cases.actions.entry import save_once
from cases.dates import short_day
from cases.models import Contact, TreatmentRequest
from intake.models import CallAttempt, Enquiry

GIVEN_BY_CODE = [
    "organisation", "shared_with", "unit", "author", "contact", "taken_by", "citizen", "request", "handover",
    "agreement", "settled_by",
]  # fmt: skip
#: A contact of the outreach came in by one of the other doors where it was no meeting outside.
_DOOR_OF_WAY = {Contact.Way.PHONE: Enquiry.Door.PHONE, Contact.Way.CENTRE: Enquiry.Door.WALK_IN}


@action
def receive_enquiry(
    *,
    unit: Unit,
    door: str,
    by: User,
    came_at: datetime | None = None,
    noted_at: datetime | None = None,
    first_help: str = "",
    is_taken: bool = False,
    entry_id: UUID | None = None,
    **told: Any,
) -> Enquiry:
    """Somebody came. `told`: asker, wish, called, phone, is_anonymous, code_word, wants_call, urgency. `is_taken`: the
    author has them from the first moment, as where somebody stands at the desk. `noted_at`: when it was written, where
    that is not now. The same form sent twice is one.

    Raises ValidationError by field.
    """
    if entry_id and (known := Enquiry.objects.filter(pk=entry_id).first()):
        if known.author_id != by.pk:
            raise ValidationError(_("Denne indtastning er allerede brugt til noget andet. Begynd forfra."))
        return known
    now = timezone.now()
    row = Enquiry(id=entry_id or uuid6.uuid7(), unit=unit, door=door, author=by, noted_at=noted_at or now, **told)
    row.came_at = came_at or now
    if row.came_at > now:
        raise ValidationError({"came_at": _("Tidspunktet ligger i fremtiden.")})
    row.wish = row.wish.strip()
    for name in ("called", "code_word"):
        setattr(row, name, " ".join(getattr(row, name).split()))
    row.phone = (row.phone or "").strip() or None
    if is_taken:
        row.taken_at, row.taken_by = row.came_at, by
    if door in (Enquiry.Door.WALK_IN, Enquiry.Door.STREET):
        # They stood before whoever writes.
        row.met_at = row.came_at
    if first_help.strip():
        row.first_help_at, row.first_help = row.came_at, " ".join(first_help.split())
    _check(row)
    save_once(row)
    return row


@action
def receive_from_contact(*, request: TreatmentRequest, by: User) -> Enquiry | None:
    """Somebody asked for treatment in a contact of the outreach: whoever wrote it has them, and nothing is typed again.

    None where the request came by no contact, or where the citizen's enquiry is open already.
    """
    contact = request.contact
    if contact is None or Enquiry.objects.open().filter(citizen=request.citizen_id).exists():
        return None
    door = _DOOR_OF_WAY.get(Contact.Way(contact.way), Enquiry.Door.STREET)
    row = Enquiry(
        unit_id=contact.unit_id, door=door, came_at=contact.at, contact=contact, citizen_id=request.citizen_id,
        request=request, author=by, taken_at=contact.at, taken_by=by, met_at=contact.at, first_help_at=contact.at,
    )  # fmt: skip
    row.save()
    return row


@action
def take_enquiry(*, enquiry: Enquiry, by: User, at: datetime | None = None) -> Enquiry:
    """`by` has them from now on. Raises ValidationError that says who came first."""
    row = Enquiry.objects.locked(enquiry.pk)
    if row.taken_by_id and row.taken_by_id != by.pk:
        words = {"who": row.taken_by, "day": short_day(timezone.localdate(row.taken_at))}
        raise ValidationError(_("%(who)s har allerede taget imod, %(day)s.") % words)
    if row.taken_at is None:
        row.taken_at, row.taken_by = at or timezone.now(), by
        row.save()
    return row


@action
def pass_enquiry(*, enquiry: Enquiry, to: User, by: User) -> Enquiry:
    """A colleague has them from now on; history keeps who had them."""
    row = _to_work_on(enquiry)
    row.taken_at, row.taken_by = timezone.now(), to
    row.save()
    return row


@action
def note_first_help(*, enquiry: Enquiry, by: User, help: str = "", at: datetime | None = None) -> Enquiry:
    """What was done at once. Said again it corrects the words; the moment of the first help stays."""
    row = _to_work_on(enquiry)
    row.first_help = " ".join(help.split())
    if row.first_help_at is None:
        row.first_help_at = at or timezone.now()
    if row.met_at is None and row.door != Enquiry.Door.PHONE:
        row.met_at = row.first_help_at
    _take(row, by)
    _check(row)
    row.save()
    return row


@action
def note_met(*, enquiry: Enquiry, by: User, at: datetime | None = None) -> Enquiry:
    """They stood before `by`: from now on it is known who wrote."""
    row = _to_work_on(enquiry)
    if row.met_at is None:
        row.met_at = at or timezone.now()
        _take(row, by)
        _check(row)
        row.save()
    return row


@action
def judge_urgency(*, enquiry: Enquiry, urgency: str, by: User) -> Enquiry:
    """Akut or mindre akut; may be judged anew. Raises ValidationError by field."""
    row = _to_work_on(enquiry)
    row.urgency = urgency
    _check(row)
    row.save()
    return row


@action
def note_call(
    *, enquiry: Enquiry, reached: bool, by: User, at: datetime | None = None, entry_id: UUID | None = None
) -> CallAttempt:
    """One rang back. Whoever was reached was helped by it, and does not wait any more."""
    if entry_id and (known := CallAttempt.objects.filter(pk=entry_id).first()):
        return known
    row = _to_work_on(enquiry)
    call = CallAttempt(id=entry_id or uuid6.uuid7(), enquiry=row, called_at=at or timezone.now(), author=by)
    call.reached = reached
    save_once(call)
    _take(row, by)
    if reached and row.first_help_at is None:
        row.first_help_at = call.called_at
    _check(row)
    row.save()
    return call


def _to_work_on(enquiry: Enquiry) -> Enquiry:
    row = Enquiry.objects.locked(enquiry.pk)
    if row.settled_at:
        raise ValidationError(_("Henvendelsen er afsluttet. Åbn den igen først."))
    return row


def _take(row: Enquiry, by: User) -> None:
    """Whoever does something has them, where nobody had."""
    if row.taken_at is None:
        row.taken_at, row.taken_by = timezone.now(), by


def _check(row: Enquiry) -> None:
    row.clean_fields(exclude=GIVEN_BY_CODE)
    if row.forgotten_on:
        raise ValidationError(_("Ordene er slettet efter fristen. Skriv en ny henvendelse."))
    for name in ("taken_at", "met_at", "first_help_at"):
        moment = getattr(row, name)
        if moment and not row.came_at <= moment <= timezone.now():
            raise ValidationError({name: _("Tidspunktet ligger før henvendelsen eller i fremtiden.")})
    if not row.is_anonymous:
        if row.code_word:
            raise ValidationError({"code_word": _("Kun en anonym henvendelse har et kodeord.")})
        return
    if not row.code_word:
        raise ValidationError({"code_word": _("Skriv det kodeord, der aftales.")})
    if row.called or row.phone or row.asker != Enquiry.Asker.SELF:
        raise ValidationError(
            {"is_anonymous": _("En anonym henvendelse har et kodeord og hverken navn eller telefon.")}
        )
