"""Tasks and agreements, and the 14-day clock."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

import uuid6
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from audit.writing import action
from cases.actions.entry import is_taken_elsewhere
from cases.models import Appointment, CasePeriod, Citizen, Contact, Task, TreatmentRequest
from cases.request_listeners import request_listeners
from directory.models import Place


@action
def add_task(
    *,
    unit: Unit,
    title: str,
    due_on: date,
    owner: User,
    by: User,
    citizen: Citizen | None = None,
    kind: str = Task.Kind.TASK,
    due_at: time | None = None,
    place: Place | None = None,
    agreed_in: Contact | None = None,
    follow_up_of: CasePeriod | None = None,
    entry_id: UUID | None = None,
) -> Task:
    """A task with a day and an owner. Raises ValidationError by field.

    `entry_id` is made by the form: the same form sent twice is one task, and the first one is returned.
    """
    if entry_id and (known := _same_entry(entry_id, unit, citizen)):
        return known
    task = Task(
        id=entry_id or uuid6.uuid7(),
        unit=unit,
        citizen=citizen,
        kind=kind,
        title=" ".join(title.split()) or _("Mødes igen"),
        due_on=due_on,
        due_at=due_at,
        place=place,
        owner=owner,
        agreed_in=agreed_in,
        follow_up_of=follow_up_of,
    )
    task.clean_fields(exclude=["organisation", "unit", "citizen", "owner", "place", "agreed_in", "follow_up_of"])
    try:
        with transaction.atomic():
            task.save()
    except IntegrityError as error:
        if known := _same_entry(task.pk, unit, citizen):
            return known
        if is_taken_elsewhere(error):
            raise _entry_used() from error
        raise
    return task


def _entry_used() -> ValidationError:
    return ValidationError(_("Denne indtastning er allerede brugt til noget andet. Begynd forfra."))


def _same_entry(entry_id: UUID, unit: Unit, citizen: Citizen | None) -> Task | None:
    """The task that the same form wrote before. Raises ValidationError when the id is that of another task."""
    known = Task.objects.filter(pk=entry_id).first()
    if known and (known.unit_id, known.citizen_id) != (unit.pk, _id(citizen)):
        raise _entry_used()
    return known


def _id(citizen: Citizen | None) -> UUID | None:
    return citizen.pk if citizen else None


@action
def hang_task(*, task: Task, citizen: Citizen, by: User) -> Task:
    """It is known now whom an agreement made before is with. Raises ValidationError when it is with somebody else."""
    if task.citizen_id not in (None, citizen.pk):
        raise ValidationError(_("Aftalen er allerede med en anden borger."))
    if task.citizen_id is None:
        task.citizen = citizen
        task.save()
    return task


@action
def edit_task(
    *, task: Task, title: str, due_on: date, due_at: time | None, place: Place | None, owner: User, by: User
) -> Task:
    task.title, task.due_on, task.due_at = " ".join(title.split()), due_on, due_at
    task.place, task.owner = place, owner
    task.clean_fields(exclude=["organisation", "unit", "citizen", "owner", "place", "agreed_in", "follow_up_of"])
    task.save()
    return task


@action
def finish_task(*, task: Task, outcome: str, by: User, at: datetime | None = None, reason: str = "") -> Task:
    """Done, missed or cancelled, when and by whom; `reason` stands in its history. Finishing twice changes nothing."""
    if task.done_at is None:
        task.done_at, task.done_by, task.outcome = at or timezone.now(), by, outcome
        task.save()
    return task


@action
def reopen_task(*, task: Task, by: User) -> Task:
    """Open again; of a talk goes what was said of how it went. The contact that was written stays a contact."""
    for talk in Appointment.objects.filter(task=task):
        talk.cancelled_by, talk.reason, talk.benefit, talk.contact = "", "", "", None
        talk.held_way, talk.held_minutes = "", None
        talk.save()
    task.done_at, task.done_by, task.outcome = None, None, ""
    task.save()
    return task


@action
def register_request(*, citizen: Citizen, on: date, by: User, contact: Contact | None = None) -> TreatmentRequest:
    """*Anmodning om behandling*. The clock runs from the first one: a later one changes nothing."""
    if on > timezone.localdate():
        raise ValidationError({"requested_on": _("Anmodningen ligger i fremtiden.")})
    # Two who press at once wait for one another here.
    Citizen.objects.select_for_update().filter(pk=citizen.pk).values_list("pk").first()
    request = TreatmentRequest.objects.filter(citizen=citizen, ended_on=None).first()
    if request is None:
        request = TreatmentRequest(citizen=citizen, contact=contact, requested_on=on)
        request.save()
        for listener in request_listeners():
            listener(request=request, by=by)
    elif on < request.requested_on:
        request.requested_on = on
        request.save()
    return request


@action
def end_request(*, request: TreatmentRequest, outcome: str, on: date, by: User, note: str = "") -> TreatmentRequest:
    """Treatment started, or with a reason: another offer chosen, withdrawn, started after the deadline.

    What somebody else has ended meanwhile stays as they wrote it.
    """
    request.refresh_from_db(from_queryset=TreatmentRequest.objects.select_for_update())
    if request.ended_on:
        return request
    if on > timezone.localdate():
        raise ValidationError({"ended_on": _("Dagen ligger i fremtiden.")})
    if on < request.requested_on:
        raise ValidationError({"ended_on": _("Dagen ligger før anmodningen.")})
    late = on > request.deadline
    if not note.strip() and (outcome != TreatmentRequest.Outcome.STARTED or late):
        raise ValidationError({"note": _("Skriv grunden.")})
    request.outcome, request.ended_on, request.note = outcome, on, note.strip()
    request.save()
    return request
