"""The midway meeting: a time, what was said, or why it was not held; and one thing of the readiness."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm, Section
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import CheckTiles, ChoiceTiles
from cases.forms.entry import EntryForm
from crisis_center.models import MidwayMeeting, Readiness

#: The three who are to be there: what the form calls them, and the model's columns.
PEOPLE = (("citizen", _("Borgeren")), ("centre", _("Centret")), ("home", _("Hjemkommunen")))
_TEXTS = ("status", "change", "plan_adjusted")


class MidwayPlanForm(HouseForm):
    submit_label = _("Gem tidspunktet")

    planned_at = forms.DateTimeField(label=_("Hvornår"))
    where = forms.CharField(label=_("Hvor"), max_length=120, required=False)
    asked = forms.MultipleChoiceField(
        label=_("Hvem er inviteret"), choices=PEOPLE, widget=CheckTiles(compact=True), required=False
    )


class _Held(forms.BaseForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_at"].label = _("Hvornår blev det holdt?")
        self.fields["held_at"].required = True
        for key, label in PEOPLE:
            self.fields[f"{key}_came"].label = label
        self.fields["others_came"].label = _("Andre, der var med")
        self.fields["status"].label = _("Status")
        self.fields["change"].label = _("Hvad har ændret sig?")
        self.fields["plan_adjusted"].label = _("Ændringer i handleplanen efter SEL § 141")
        self.fields["plan_adjusted"].help_text = _("Også hvad I har taget fra fremtidsplanen.")


_HELD_FIELDS = ("held_at", *(f"{key}_came" for key, _label in PEOPLE), "others_came", *_TEXTS)
_HELD_WIDGETS = {name: forms.Textarea({"rows": 3}) for name in _TEXTS}
_HELD_SECTIONS = (
    Section(_("Hvem var med"), (*tuple(f"{key}_came" for key, _label in PEOPLE), "others_came")),
    Section(_("Hvad I talte om"), _TEXTS),
)


class MidwayHeldForm(_Held, EntryForm, HouseModelForm):
    submit_label = _("Gem mødet")
    sections = _HELD_SECTIONS

    class Meta:
        model = MidwayMeeting
        fields = _HELD_FIELDS
        widgets = _HELD_WIDGETS


class MidwayEditForm(_Held, VersionedForm):
    submit_label = _("Gem mødet")
    sections = _HELD_SECTIONS

    class Meta:
        model = MidwayMeeting
        fields = _HELD_FIELDS
        widgets = _HELD_WIDGETS


class MidwayMissedForm(HouseForm):
    submit_label = _("Gem")

    missed_because = forms.CharField(
        label=_("Hvorfor blev det ikke holdt?"), max_length=300, widget=forms.Textarea({"rows": 2})
    )


class ReadinessForm(EntryForm, HouseModelForm):
    submit_label = _("Skriv på listen")

    class Meta:
        model = Readiness
        fields = ("area", "what", "side", "who", "due_on")
        widgets = {"side": ChoiceTiles(compact=True)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].label = _("Hvad skal være klar?")
        self.fields["what"].label = _("Nærmere")
        self.fields["side"].label = _("Hvem sørger for det?")
        self.fields["side"].choices = Readiness.Side.choices
        self.fields["who"].label = _("Navn")
        self.fields["due_on"].label = _("Senest")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("area") == Readiness.Area.OTHER and not data.get("what") and "what" not in self.errors:
            self.add_error("what", _("Skriv, hvad der skal være klar."))
        return data
