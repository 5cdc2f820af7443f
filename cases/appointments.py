"""A planned talk as the pages show it: how it is planned, what became of it, what may be copied to the citizen."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership
from cases.first_talk import warnings
from cases.models import Appointment, Contact, Task
from cases.reminders import reminder, tells
from cases.ways import Way, minutes_words, talk_words


def ended_words(outcome: str, way: str | None, cancelled_by: str | None) -> str:
    """ "Gjort", "Borgeren kom ikke", "Aflyst"; of a planned talk (`way`) also "Afholdt", "Afbud"."""
    if way and outcome == Task.Outcome.DONE:
        return _("Afholdt")
    if way and outcome == Task.Outcome.CANCELLED and cancelled_by == Appointment.CancelledBy.CITIZEN:
        return _("Afbud")
    return str(Task.Outcome(outcome).label)


def appointment_of(task: Task) -> Appointment | None:
    """The talk that an agreement loaded by `get_task` is; None for a plain one."""
    appointment: Appointment | None = getattr(task, "appointment", None)
    return appointment


def write_url(task: Task) -> str:
    """*Ny kontakt* with what the agreement knows already."""
    return f"{reverse('cases:contact_new')}?{urlencode({'borger': task.citizen_id, 'aftale': task.pk})}"


def talk_panel(task: Task, membership: Membership) -> dict[str, Any]:
    """What the page of an agreement with a citizen shows besides the agreement itself. At most one query."""
    organisation = membership.organisation
    appointment = appointment_of(task)
    way, cancelled_by = (appointment.way, appointment.cancelled_by) if appointment else ("", "")
    shown: dict[str, Any] = {"appointment": appointment, "write_url": write_url(task), "facts": []}
    if task.done_at:
        shown["ended"] = ended_words(task.outcome, way, cancelled_by)
    else:
        shown |= {
            "reminder": reminder(organisation, task.due_on, task.due_at),
            "plan_url": reverse("cases:appointment", args=[task.pk]),
            "warnings": warnings(appointment) if appointment else [],
        }
    if appointment:
        shown |= {
            "facts": _facts(appointment, task),
            "link_tells": _told_by(appointment.link, membership),
            "benefits": Appointment.Benefit.choices if task.outcome == Task.Outcome.DONE else [],
        }
    return shown


def _told_by(link: str, membership: Membership) -> str:
    names = [membership.organisation.name, membership.unit.name if membership.unit else ""]
    return tells(link, *names, *membership.organisation.words.values())


def _facts(appointment: Appointment, task: Task) -> list[tuple[str, str]]:
    circumstances = [
        _("ikke i byen") if appointment.away_from_town else "",
        _("svært ved at komme") if appointment.hard_to_come else "",
    ]
    facts = [
        (_("Planlagt som"), talk_words(appointment.way, appointment.minutes)),
        (_("Forløb"), str(appointment.own_case) if appointment.own_case else ""),
        (_("Borgeren vil helst"), str(Way(appointment.wished_way).label) if appointment.wished_way else ""),
        (_("Borgeren"), ", ".join(one for one in circumstances if one)),
    ]
    if task.done_at:
        by = appointment.get_cancelled_by_display()
        facts += [(_("Holdt som"), held_words(appointment)), (_("Aflyst af"), by), (_("Grund"), appointment.reason)]
    return [(label, value) for label, value in facts if value]


def held_words(appointment: Appointment) -> str:
    if contact := appointment.own_contact:
        return talk_words(contact.way, contact.minutes)
    return talk_words(appointment.held_way, appointment.held_minutes)


def written_that_day(task: Task) -> list[tuple[UUID, str]]:
    """Talks with the citizen on the agreement's day that belong to no other one: (id, words). One query."""
    begins = timezone.make_aware(datetime.combine(task.due_on, time.min))
    ends = timezone.make_aware(datetime.combine(task.due_on, time.max))
    rows = (
        Contact.objects.talked()
        .filter(citizen=task.citizen_id, at__range=(begins, ends), appointment=None)
        .select_related("author")
        .order_by("at", "pk")
    )
    return [(row.pk, _written(row)) for row in rows]


def _written(contact: Contact) -> str:
    clock = _("kl. %(time)s") % {"time": timezone.localtime(contact.at).strftime("%H.%M")}
    parts = (clock, str(contact.get_way_display()), minutes_words(contact.minutes), contact.author.name)
    return " · ".join(part for part in parts if part)
