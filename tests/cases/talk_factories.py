"""Planned talks for tests, made through the actions: call inside `acting(user)`."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.actions.appointment import Talk, add_appointment
from cases.actions.contact import log_contact
from cases.models import Appointment, Citizen, Contact


def planned(citizen: Citizen, *, by: User, way: str = Contact.Way.PHONE, **fields: Any) -> Appointment:
    """A talk today without a clock, unless the fields of the task or of the talk say otherwise."""
    talk = {name: fields.pop(name) for name in tuple(fields) if name in Talk.__dataclass_fields__}
    task = {"unit": citizen.unit, "title": "Samtale", "due_on": timezone.localdate(), "owner": by, **fields}
    return add_appointment(citizen=citizen, talk=Talk(way, **talk), by=by, **task).appointment


def spoken(citizen: Citizen, day: date, *, by: User, way: str = Contact.Way.CENTRE, **fields: Any) -> Contact:
    """A contact at noon of the day in which one talked together."""
    at = min(timezone.make_aware(datetime.combine(day, time(12))), timezone.now())
    values = {"unit": citizen.unit, "at": at, "way": way, "result": Contact.Result.TALKED, **fields}
    return log_contact(citizens=[citizen], by=by, **values)[0]
