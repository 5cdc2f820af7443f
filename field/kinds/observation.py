"""What was noticed of motivation and alliance."""

from __future__ import annotations

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from field.about import course_of, writing_of, written_on
from field.incoming import Incoming
from field.kinds import Kind, register_kind
from field.settled import Applied, must_be_valid
from outreach.actions.observation import observe
from outreach.forms.observation import ObservationForm


def noticed(entry: Incoming) -> Applied:
    case = course_of(entry)
    data = entry.data.copy()
    data["entry"] = str(entry.id)
    if not data.get("observed_on"):
        data["observed_on"] = written_on(entry)
    form = ObservationForm(data)
    with writing_of(case.citizen_id):
        must_be_valid(form)
        values = dict(form.cleaned_data)
        observe(case=case, entry_id=values.pop("entry"), by=entry.by, **values)
    return Applied(case.citizen_id)


def forms(user: User) -> list[BaseForm]:
    return [ObservationForm()]


register_kind(Kind("observation", _("Ny observation"), noticed, about="case", forms=forms))
