"""*Udredning* begun or gone on with on the street: what was written is added below what stands."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from field.about import course_of, writing_of, written_on
from field.incoming import Incoming
from field.kinds import Kind, register_kind
from field.merging import joined, must_agree
from field.settled import Applied, must_be_valid
from outreach.actions.assessment import SAID, begin_assessment, write_assessment
from outreach.assessment_drafts import with_drafts
from outreach.forms.assessment import AssessmentForm
from outreach.models import Assessment
from outreach.models.assessment import TEXTS

ADDED = (*TEXTS, "advice")


def assessed(entry: Incoming) -> Applied:
    case = course_of(entry)
    row = Assessment.objects.visible_to(entry.by).select_related("begun_place").filter(case=case).first()
    with writing_of(case.citizen_id):
        form = AssessmentForm(_data(entry, row), user=entry.by)
        must_be_valid(form)
        said = {name: form.cleaned_data[name] for name in SAID}
        if row is None:
            begin_assessment(case=case, entry_id=entry.id, by=entry.by, **with_drafts(case, said))
        else:
            row.case = case
            # Ended, it takes nothing more: the action says so, before anything is compared.
            write_assessment(assessment=row, by=entry.by, **({} if row.ended_on else _together(form, row, said)))
    return Applied(case.citizen_id)


def _data(entry: Incoming, row: Assessment | None) -> Any:
    """Days that were not written are the day on which it was written, or the one that stands."""
    data, day = entry.data.copy(), written_on(entry)
    data["entry"] = str(entry.id)
    if not data.get("begun_on"):
        data["begun_on"] = day
    if data.get("advice") and not data.get("advised_on"):
        data["advised_on"] = (row.advised_on.isoformat() if row and row.advised_on else "") or day
    return data


def _together(form: AssessmentForm, row: Assessment, said: dict[str, Any]) -> dict[str, Any]:
    """Raises InConflict where both chose, and ValidationError where a text grows too long."""
    # Begun it is: on which day is no question any more.
    chosen = {name: value for name, value in said.items() if name not in (*ADDED, "begun_on")}
    filled = must_agree(form, {name: getattr(row, name) for name in chosen}, chosen)
    texts = {name: joined(getattr(row, name), said[name]) for name in ADDED}
    too_long: dict[str, list[str]] = {}
    for name, text in texts.items():
        try:
            form.fields[name].run_validators(text)
        except ValidationError as error:
            too_long[name] = error.messages
    if too_long:
        raise ValidationError(too_long)
    return texts | filled


def forms(user: User) -> list[BaseForm]:
    return [AssessmentForm(user=user)]


register_kind(Kind("assessment", _("Udredning"), assessed, about="case", forms=forms))
