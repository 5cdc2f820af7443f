"""*Ny kontakt*: the page's form and action, for one or several citizens, somebody nobody knows, or nobody."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from accounts.access import require
from accounts.models import User
from accounts.policy import Can
from cases.actions.meeting import write_meeting
from cases.first_talk import planned_warnings
from cases.forms.contact import ContactForm
from cases.forms.contact_who import uuids, with_kept
from cases.habits import Habits
from cases.merged import kept_for
from cases.models import Task
from field.incoming import Incoming, as_posted
from field.kinds import Kind, register_kind
from field.settled import Applied, as_refusal, must_be_valid

_NO_HABITS = Habits(here=None, way="", places=[], citizens=[])


def apply(entry: Incoming) -> Applied:
    require(entry.by, Can.LOG_CONTACT)
    data = as_posted({**dict(entry.data.lists()), "entry_id": [str(entry.id)]})
    form = entry.once(_unsent).reading(data)
    if "citizens" in form.errors and (kept := kept_for(uuids(data.getlist("citizens")))):
        form = form.reading(with_kept(data, kept))
    must_be_valid(form)
    meeting = form.meeting()
    try:
        rows = write_meeting(
            unit=entry.unit,
            by=entry.by,
            agreed=_agreed(entry.by, form.cleaned_data["agreed"]),
            written_at=entry.made_at,
            **meeting,
        )
    except ValidationError as error:
        raise as_refusal(error, form.field_of) from error
    said = [str(words) for words in planned_warnings(rows)] if meeting["agreement"] else []
    return Applied(rows[0].citizen_id, {"said": said} if said else {})


def _unsent(user: User) -> ContactForm:
    return ContactForm(user=user, habits=_NO_HABITS)


def _agreed(by: User, task_id: Any) -> Task | None:
    if task_id is None:
        return None
    found: Task | None = Task.objects.visible_to(by, may=Can.MANAGE_TASK).filter(pk=task_id).first()
    return found


def forms(user: User) -> list[BaseForm]:
    return [_unsent(user)]


register_kind(Kind("contact", _("Ny kontakt"), apply, forms=forms))
