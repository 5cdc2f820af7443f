"""*Måleredskab 1* answered together with the citizen: any part of it, any number of times, ended when one says so."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section
from accounts.forms.days import PastDay
from accounts.forms.widgets import ChoiceTiles
from accounts.models import User
from field.about import course_of, writing_of, written_on
from field.incoming import Incoming
from field.kinds import Kind, register_kind
from field.settled import Applied, Both, InConflict, must_be_valid
from measurements.access import newest_instruments
from measurements.actions.measurement import answer, begin, end
from measurements.forms.measurement import EndForm, question
from measurements.instruments import Answer, Item, Theme
from measurements.models import InstrumentVersion, Measurement, Occasion
from measurements.models.instrument import unsaved

TOOL_1 = "motivation"
Given = dict[str, list[str]]


class OccasionForm(HouseForm):
    """What the page knows from where one pressed."""

    occasion = forms.ChoiceField(
        label=_("Hvornår?"),
        choices=[(one.value, one.label) for one in (Occasion.BEFORE, Occasion.AFTER)],
        initial=Occasion.BEFORE,
        widget=ChoiceTiles(compact=True),
    )
    answered_on = PastDay(label=_("Hvornår svarede borgeren?"))


class ThemeOfVersion(HouseForm):
    """The questions of one theme under names that tell the version: an old answer stands with the question it answered
    though the wording changed before it came home."""

    def __init__(self, version: InstrumentVersion, theme: Theme) -> None:
        self.sections = (Section(theme.title, tuple(item.key for item in theme.items), text=theme.lead),)
        super().__init__(prefix=f"v{version.number}")
        for item in theme.items:
            self.add_field(item.key, question(item))


class FinishForm(HouseForm):
    finished = forms.BooleanField(
        label=_("Afslut målingen"),
        help_text=_("Ellers kan den tages op igen."),
        required=False,
    )
    reason: forms.Field = EndForm.base_fields["reason"]


def measured(entry: Incoming) -> Applied:
    case = course_of(entry)
    data = entry.data.copy()
    if not data.get("answered_on"):
        data["answered_on"] = written_on(entry)
    when, finish = OccasionForm(data), FinishForm(data)
    with writing_of(case.citizen_id):
        must_be_valid(when, finish)
        version = _version(entry)
        given = _given(entry, version)
        row = begin(case=case, version=version, by=entry.by, **when.cleaned_data)
        _must_be_the_same_questions(row, version, given)
        _must_agree(row, given)
        answer(measurement=row, given=given, by=entry.by)
        if finish.cleaned_data["finished"]:
            reason = finish.cleaned_data["reason"]
            left = dict.fromkeys(row.unanswered, reason) if reason else {}
            answer(measurement=row, given={}, open_=left, by=entry.by)
            end(measurement=row, answered_on=when.cleaned_data["answered_on"], by=entry.by)
    return Applied(case.citizen_id)


def _version(entry: Incoming) -> InstrumentVersion:
    """The one whose questions the tablet asked; the newest where it does not say. Raises Http404."""
    named = [found.group(1) for name in entry.data if (found := re.match(r"v(\d{1,4})-", name))]
    newest = next((one for one in newest_instruments(entry.by) if one.key == TOOL_1), None)
    if newest is None or not named or int(named[0]) == newest.number:
        version = newest
    else:
        version = _earlier(entry.by, int(named[0]))
    if version is None:
        raise Http404
    return version


def _earlier(by: User, number: int) -> InstrumentVersion | None:
    """A declared one that nobody used before there was a newer one is not saved yet."""
    found: InstrumentVersion | None = InstrumentVersion.objects.visible_to(by).filter(key=TOOL_1, number=number).first()
    return found or next((one for one in unsaved() if (one.key, one.number) == (TOOL_1, number)), None)


def _given(entry: Incoming, version: InstrumentVersion) -> Given:
    """What was answered, by the items' keys. What was left open takes no answer away."""
    found = {}
    for key in version.items:
        sent = entry.data.getlist(f"v{version.number}-{key}") or entry.data.getlist(key)
        if any(text.strip() for text in sent):
            found[key] = sent
    return found


def _must_be_the_same_questions(row: Measurement, version: InstrumentVersion, given: Given) -> None:
    """A measurement begun in another wording takes only answers to what that one asks too."""
    items = row.version.items
    words = _("Spørgsmålet lyder anderledes i den måling, der er begyndt.")
    if wrong := {key: [words] for key in given if items.get(key) != version.items[key]}:
        raise ValidationError(wrong)


def _must_agree(row: Measurement, given: Given) -> None:
    """Raises InConflict where another answer stands; what cannot be read is left to the action."""
    both = {}
    for key, sent in given.items():
        item, stands = row.version.items[key], row.answers.get(key)
        said = _read(item, sent)
        if said is not None and stands is not None and said != stands:
            both[key] = Both(item.text, item.words(stands), item.words(said))
    if both:
        raise InConflict(both)


def _read(item: Item, sent: list[str]) -> Answer | None:
    try:
        return item.read(sent)
    except ValidationError:
        return None


def forms_of(user: User) -> list[BaseForm]:
    """Nothing where the organisation does not use it."""
    version = next((one for one in newest_instruments(user) if one.key == TOOL_1 and one.is_used), None)
    if version is None:
        return []
    return [OccasionForm(), *(ThemeOfVersion(version, theme) for theme in version.read), FinishForm()]


register_kind(Kind("tool1", _("Måling sammen med borgeren"), measured, about="case", forms=forms_of))
