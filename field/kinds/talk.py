"""What became of a planned talk: held, called off, or the citizen did not come."""

from __future__ import annotations

from collections.abc import Callable

from django.forms import BaseForm
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseModelForm
from accounts.models import User
from cases.actions.appointment import cancel_talk, hold_talk, miss_talk
from cases.appointments import appointment_of, ended_words, written_that_day
from cases.forms.appointment import CancelledForm, HeldForm, MissedForm
from cases.models import Appointment, Contact, Task
from field.about import happened_at, task_of, writing_of
from field.incoming import Incoming
from field.kinds import Kind, register_kind
from field.merging import must_agree
from field.settled import Applied, Both, InConflict, must_be_valid


def held(entry: Incoming) -> Applied:
    planned = _planned(entry)
    task = planned.task
    with writing_of(task.citizen_id):
        form = HeldForm(entry.data, appointment=planned, written=written_that_day(task))
        must_be_valid(form)
        answers = form.cleaned_data
        _same_end(task, planned, Task.Outcome.DONE)
        if task.done_at is None:
            contact = Contact.objects.filter(pk=answers["contact"]).first() if answers.get("contact") else None
            hold_talk(
                appointment=planned,
                contact=contact,
                way=answers["way"],
                minutes=answers["minutes"],
                at=happened_at(entry),
                by=entry.by,
            )
    return Applied(task.citizen_id)


def missed(entry: Incoming) -> Applied:
    return _not_held(entry, MissedForm, miss_talk, Task.Outcome.MISSED)


def cancelled(entry: Incoming) -> Applied:
    return _not_held(entry, CancelledForm, cancel_talk, Task.Outcome.CANCELLED)


def _not_held(
    entry: Incoming, form_class: type[HouseModelForm], act: Callable[..., Appointment], outcome: str
) -> Applied:
    planned = _planned(entry)
    task = planned.task
    with writing_of(task.citizen_id):
        form = form_class(entry.data, instance=planned)
        must_be_valid(form)
        answers = form.cleaned_data
        # The form has written into its instance; what follows is given the row as it is saved.
        planned.refresh_from_db(fields=list(answers))
        _same_end(task, planned, outcome, answers.get("cancelled_by", ""))
        if not task.done_at or must_agree(form, {name: getattr(planned, name) for name in answers}, answers):
            act(appointment=planned, by=entry.by, at=happened_at(entry), **answers)
    return Applied(task.citizen_id)


def _same_end(task: Task, planned: Appointment, outcome: str, cancelled_by: str = "") -> None:
    """Raises InConflict where somebody said meanwhile that it went otherwise."""
    if task.done_at is None:
        return
    standing = ended_words(task.outcome, planned.way, planned.cancelled_by)
    tablet = ended_words(outcome, planned.way, cancelled_by)
    if (task.outcome, planned.cancelled_by) != (outcome, cancelled_by):
        raise InConflict({"outcome": Both(str(_("Hvordan gik det?")), standing, tablet)})


def _planned(entry: Incoming) -> Appointment:
    """Raises like the pages, but not for one that ended meanwhile: that is told as a conflict."""
    task = task_of(entry)
    planned = appointment_of(task)
    if planned is None:
        raise Http404
    planned.task = task
    return planned


def held_forms(user: User) -> list[BaseForm]:
    return [HeldForm(appointment=Appointment(), written=[])]


register_kind(Kind("talk_held", _("Samtalen er afholdt"), held, about="task", forms=held_forms))
register_kind(Kind("talk_missed", _("Udeblev"), missed, about="task", forms=lambda user: [MissedForm()]))
register_kind(Kind("talk_cancelled", _("Afbud"), cancelled, about="task", forms=lambda user: [CancelledForm()]))
