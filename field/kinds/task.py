"""A task or agreement of one's agenda is ended."""

from __future__ import annotations

from django import forms
from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.widgets import ChoiceTiles
from accounts.models import User
from cases.actions.task import finish_task
from cases.appointments import appointment_of
from cases.models import Task
from field.about import happened_at, task_of, writing_of
from field.incoming import Incoming
from field.kinds import Kind, register_kind
from field.merging import must_agree
from field.settled import ALL, Applied, Refused, must_be_valid


class DoneForm(HouseForm):
    """What the page has as three buttons."""

    outcome = forms.ChoiceField(
        label=_("Hvordan gik det?"),
        choices=Task.Outcome.choices,
        initial=Task.Outcome.DONE,
        widget=ChoiceTiles(compact=True),
    )


def done(entry: Incoming) -> Applied:
    task = task_of(entry)
    data = entry.data.copy()
    data.setdefault("outcome", Task.Outcome.DONE)
    form = DoneForm(data)
    with writing_of(task.citizen_id):
        must_be_valid(form)
        if appointment_of(task):
            # It would end without anybody having said whether the talk was held.
            raise Refused("invalid", {ALL: [_("Skriv, hvordan samtalen gik.")]})
        must_agree(form, {"outcome": task.outcome}, form.cleaned_data)
        finish_task(task=task, outcome=form.cleaned_data["outcome"], at=happened_at(entry), by=entry.by)
    return Applied(task.citizen_id)


def forms_of(user: User) -> list[BaseForm]:
    return [DoneForm()]


register_kind(Kind("task_done", _("Afslut opgaven"), done, about="task", forms=forms_of))
