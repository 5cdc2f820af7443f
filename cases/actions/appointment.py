"""A talk is planned, and what became of it: held, called off, or the citizen did not come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.actions.task import add_task, finish_task
from cases.models import Appointment, Case, Citizen, Contact, Task

_ROWS = ["organisation", "task", "case", "contact"]


@dataclass(frozen=True)
class Talk:
    """How a talk is planned: what an agreement needs to become one."""

    way: str
    minutes: int | None = None
    case: Case | None = None
    link: str = ""
    wished_way: str = ""
    away_from_town: bool = False
    hard_to_come: bool = False


@action
def add_appointment(*, citizen: Citizen, talk: Talk, by: User, **task: Any) -> Task:
    """An agreement with the citizen and how one talks. `task` is passed on to `add_task`, whose promises hold."""
    row = add_task(citizen=citizen, kind=Task.Kind.AGREEMENT, by=by, **task)
    if not Appointment.objects.filter(task=row).exists():
        plan_talk(task=row, talk=talk, by=by)
    return row


@action
def plan_talk(*, task: Task, talk: Talk, by: User) -> Appointment:
    """The agreement becomes a talk, or the talk is planned otherwise. Raises ValidationError by field.

    Where no course is named it belongs to the citizen's open one, if there is just one.
    """
    if task.kind != Task.Kind.AGREEMENT or task.citizen is None:
        raise ValidationError(_("Kun en aftale med en borger kan være en samtale."))
    appointment = Appointment.objects.filter(task=task).first() or Appointment(task=task)
    for field in fields(talk):
        setattr(appointment, field.name, getattr(talk, field.name))
    if appointment.case is None:
        appointment.case = _only_course(task.citizen)
    if appointment.case and appointment.case.citizen_id != task.citizen_id:
        raise ValidationError({"case": _("Forløbet hører til en anden borger.")})
    _save(appointment)
    return appointment


def _only_course(citizen: Citizen) -> Case | None:
    courses = list(Case.objects.open().filter(citizen=citizen.pk)[:2])
    return courses[0] if len(courses) == 1 else None


@action
def hold_talk(
    *,
    appointment: Appointment,
    by: User,
    contact: Contact | None = None,
    way: str = "",
    minutes: int | None = None,
    at: datetime | None = None,
) -> Appointment:
    """Held: `contact` tells how, else `way` (the planned one) and `minutes`. A contact that met nobody says: not come.

    Raises ValidationError when the talk has another outcome already.
    """
    outcome = Task.Outcome.DONE
    if contact and contact.result != Contact.Result.TALKED:
        outcome = Task.Outcome.MISSED
    if contact and contact.citizen_id != appointment.task.citizen_id:
        raise ValidationError({"contact": _("Kontakten er med en anden borger.")})
    _finish(appointment.task, outcome, by, at)
    appointment.contact = contact
    appointment.held_way = "" if contact else way or appointment.way
    appointment.held_minutes = None if contact else minutes
    _save(appointment)
    return appointment


@action
def miss_talk(*, appointment: Appointment, by: User, reason: str = "", at: datetime | None = None) -> Appointment:
    """*Udeblev*: the citizen did not come; why, where one knows."""
    _finish(appointment.task, Task.Outcome.MISSED, by, at)
    appointment.reason = " ".join(reason.split())
    _save(appointment)
    return appointment


@action
def cancel_talk(
    *, appointment: Appointment, cancelled_by: str, by: User, reason: str = "", at: datetime | None = None
) -> Appointment:
    """*Afbud*: by whom, and why, where one knows."""
    _finish(appointment.task, Task.Outcome.CANCELLED, by, at)
    appointment.cancelled_by, appointment.reason = cancelled_by, " ".join(reason.split())
    _save(appointment)
    return appointment


@action
def judge_way(*, appointment: Appointment, benefit: str, by: User) -> Appointment:
    """Whether this way of talking does the citizen good, as the therapist sees it (S0)."""
    if appointment.task.outcome != Task.Outcome.DONE:
        raise ValidationError({"benefit": _("Samtalen er ikke holdt.")})
    appointment.benefit = benefit
    _save(appointment)
    return appointment


@action
def settle_agreement(*, task: Task, contacts: Sequence[Contact], by: User) -> Task:
    """The contact that the agreement led to is written: talked with means held, else the citizen did not come.

    What has an outcome already keeps it; a held talk without a contact gets this one.
    """
    contact = next((row for row in contacts if row.citizen_id and row.citizen_id == task.citizen_id), None)
    if contact is None or Appointment.objects.filter(contact=contact).exists():
        return task
    talked = contact.result == Contact.Result.TALKED
    outcome = Task.Outcome.DONE if talked else Task.Outcome.MISSED
    appointment = Appointment.objects.select_related("task").filter(task=task).first()
    if task.done_at and task.outcome != outcome:
        return task
    if appointment is None:
        return finish_task(task=task, outcome=outcome, by=by)
    if appointment.contact_id is None:
        hold_talk(appointment=appointment, contact=contact, by=by)
    return appointment.task


def _finish(task: Task, outcome: str, by: User, at: datetime | None) -> None:
    if task.done_at and task.outcome != outcome:
        raise ValidationError(
            _("Samtalen er allerede afsluttet: %(outcome)s. Fortryd det først.")
            % {"outcome": task.get_outcome_display()}
        )
    finish_task(task=task, outcome=outcome, by=by, at=at)


def _save(appointment: Appointment) -> None:
    appointment.clean_fields(exclude=_ROWS)
    appointment.save()
