"""One thing of the treatment: what, when, a short remark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseModelForm
from accounts.forms.days import PastDay
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import ChoiceTiles
from cases.forms.entry import EntryForm
from outreach.models import TreatmentNote

_FIELDS = ("kind", "happened_on", "until", "told_by", "note")
_WIDGETS: Mapping[str, forms.Widget] = {
    "kind": ChoiceTiles(compact=True),
    "told_by": ChoiceTiles(compact=True),
}


class _Followed(forms.BaseForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = TreatmentNote.Kind.choices
        self.fields["kind"].label = _("Hvad")
        self.fields["until"].label = _("Til og med")
        self.fields["until"].help_text = _("Kun ved en midlertidig afbrydelse, og først når borgeren er tilbage.")
        self.fields["told_by"].choices = TreatmentNote.ToldBy.choices
        self.fields["told_by"].label = _("Hvem fortalte om udeblivelsen?")
        self.fields["told_by"].help_text = _(
            "Kun ved en udeblivelse. Fortæller behandleren det, står det på kontaktpersonens Min dag, til nogen har "
            "talt med borgeren."
        )
        self.fields["note"].label = _("Kort bemærkning")


class TreatmentNoteForm(_Followed, EntryForm, HouseModelForm):
    submit_label = _("Gem")

    happened_on = PastDay(label=_("Hvornår"))

    class Meta:
        model = TreatmentNote
        fields = _FIELDS
        widgets = _WIDGETS


class TreatmentNoteCorrectForm(_Followed, VersionedForm):
    submit_label = _("Gem")

    happened_on = PastDay(label=_("Hvornår"), initial=None)

    class Meta:
        model = TreatmentNote
        fields = _FIELDS
        widgets = _WIDGETS
