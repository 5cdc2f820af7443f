"""Whoever writes to us chooses a time by themselves, or wants to be called today."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from audit.writing import action
from cases.actions.task import finish_task
from cases.models import Task
from intake.actions.enquiry import receive_enquiry
from intake.actions.outcome import agree_to_meet
from intake.free_times import Slot, free_slots
from intake.models import Availability, Enquiry

#: What may be said once more, as long as nobody here has taken it.
_TOLD = ("wish", "called", "phone", "asker", "wants_call")


@action
def receive_from_website(*, unit: Unit, by: User, entry_id: UUID, **told: Any) -> Enquiry:
    """What somebody wrote on the website; `told` as `receive_enquiry` takes it. The same page sent again, with more
    written on it, is the same enquiry: what was said last stands until somebody here has taken it.

    Raises ValidationError by field.
    """
    known = _known(entry_id, unit)
    if known is None:
        if Enquiry.objects.filter(pk=entry_id).exists():
            raise ValidationError(_("Denne indtastning er allerede brugt til noget andet. Begynd forfra."))
        try:
            with transaction.atomic():
                return receive_enquiry(unit=unit, door=Enquiry.Door.DIGITAL, entry_id=entry_id, by=by, **told)
        except ValidationError:
            # The same page, sent twice at the same moment: the other one is there by now.
            known = _known(entry_id, unit)
            if known is None:
                raise
    return say_more(enquiry=known, by=by, **told)


@action
def say_more(*, enquiry: Enquiry, by: User, **told: Any) -> Enquiry:
    """What is said later by the same person, and not empty, takes the place of what was said. What somebody here has
    taken keeps its words, but for a telephone number that was missing. Raises ValidationError by field."""
    row = Enquiry.objects.locked(enquiry.pk)
    if row.settled_at or row.forgotten_on:
        raise ValidationError(_("Henvendelsen er afsluttet. Skriv en ny."))
    free = _TOLD if row.taken_at is None and row.citizen_id is None else ("phone", "wants_call")
    for name in free:
        value = told.get(name)
        if value and not row.is_anonymous:
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.clean_fields(exclude=[field.name for field in row._meta.fields if field.is_relation])
    row.save()
    return row


@action
def book_time(*, enquiry: Enquiry, slot: str, by: User) -> Task:
    """The time and place of `slot` (`Slot.key`), with whoever of the team has it and least to do; a time chosen before
    is called off. Two who press at once get one each, or the second is told.

    Raises ValidationError at `slot` when it is taken or none.
    """
    # Two who press at once wait for one another here.
    list(Availability.objects.select_for_update(of=("self",)).filter(unit=enquiry.unit_id).order_by("pk"))
    row = Enquiry.objects.locked(enquiry.pk)
    before = row.agreement if row.agreement and row.agreement.done_at is None else None
    if before and _key_of(before) == slot:
        return before
    free = next((one for one in free_slots(row.unit) if one.key == slot), None)
    if free is None:
        raise ValidationError({"slot": _("Tiden er lige blevet taget. Vælg en anden.")})
    offer = _with_whom(free, row)
    when: dict[str, Any] = {"due_on": free.at.date(), "due_at": free.at.time(), "place": offer.place}
    # Whoever works here reads it, in whatever language it was chosen.
    with translation.override(settings.LANGUAGE_CODE):
        task = agree_to_meet(enquiry=row, by=by, owner=offer.user, minutes=offer.minutes, **when)
        if before:
            finish_task(task=before, outcome=Task.Outcome.CANCELLED, by=by, reason=_("Valgte en anden tid"))
    return task


@action
def call_off_time(*, enquiry: Enquiry, by: User) -> None:
    """Whoever chose it cannot come after all."""
    row = Enquiry.objects.locked(enquiry.pk)
    if row.agreement and row.agreement.done_at is None:
        with translation.override(settings.LANGUAGE_CODE):
            reason = _("Afbud på hjemmesiden")
        finish_task(task=row.agreement, outcome=Task.Outcome.CANCELLED, by=by, reason=reason)


def _with_whom(slot: Slot, enquiry: Enquiry) -> Availability:
    """Whoever has taken them, where they are free then."""
    theirs = (offer for offer in slot.offers if offer.user_id == enquiry.taken_by_id)
    return next(theirs, slot.offers[0])


def _key_of(task: Task) -> str:
    if task.due_at is None or task.place_id is None:
        return ""
    return Slot(datetime.combine(task.due_on, task.due_at), task.place_id, "").key


def _known(entry_id: UUID, unit: Unit) -> Enquiry | None:
    """Only what came by the same door today: an id from elsewhere is no key to what somebody else wrote."""
    rows = Enquiry.objects.filter(unit=unit, door=Enquiry.Door.DIGITAL, came_at__date=timezone.localdate())
    row: Enquiry | None = rows.filter(pk=entry_id).first()
    return row
