"""A consent that was given where one met, most often by word of mouth."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.forms import BaseForm
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.policy import Can
from cases.access import get_known_citizen
from cases.actions.consent import give_consent
from cases.consents import why_no_consent
from cases.forms.consent import USUAL, ConsentForm
from cases.models import Case, Citizen
from field.about import writing_of, written_on
from field.incoming import Incoming
from field.kinds import Kind, register_kind
from field.settled import ALL, Applied, Refused, must_be_valid


def given(entry: Incoming) -> Applied:
    citizen_id = entry.about_id("citizen")
    citizen = get_known_citizen(entry.request_for(citizen_id), citizen_id, may=Can.MANAGE_CASE)
    with writing_of(citizen.pk):
        if why := why_no_consent(citizen):
            raise Refused("invalid", {ALL: [why]})
        courses = list(Case.objects.visible_to(entry.by).filter(citizen=citizen).open().order_by("pk"))
        form = ConsentForm(_data(entry, courses), user=entry.by, citizen=citizen, courses=courses)
        must_be_valid(form)
        give_consent(citizen=citizen, by=entry.by, **form.consent)
    return Applied(citizen.pk)


def _data(entry: Incoming, courses: list[Case]) -> Any:
    """With the course that the entry is about, and the day on which it was written. Raises Http404 for a course that is
    none of the open ones."""
    data = entry.data.copy()
    data["entry"] = str(entry.id)
    if entry.about.get("case"):
        if entry.about_id("case") not in {case.pk for case in courses}:
            raise Http404
        data["case"] = entry.about["case"]
    if not data.get("given_on"):
        data["given_on"] = written_on(entry)
    if not data.get("to_on"):
        data["to_on"] = (date.fromisoformat(written_on(entry)) + USUAL).isoformat()
    return data


def forms(user: User) -> list[BaseForm]:
    """Without the course, which the entry is about."""
    return [ConsentForm(user=user, citizen=Citizen(), courses=[])]


register_kind(Kind("consent", _("Samtykke"), given, about="citizen", forms=forms))
