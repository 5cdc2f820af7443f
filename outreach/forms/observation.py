"""One observation: everything may stand empty but one thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseModelForm, Section
from accounts.forms.days import PastDay
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import ChoiceTiles
from cases.forms.entry import EntryForm
from outreach.models import Observation

_FIELDS = ("stage", "small_step", "citizens_words", "observed_on", "goal", "method", "bond")


class _Noticed(forms.BaseForm):
    sections = (
        Section(
            _("Relation og behandlingsalliance"),
            ("goal", "method", "bond"),
            text=_("Din egen vurdering. Alle tre kan stå tomme."),
            fold=True,
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [("", _("Ikke vurderet")), *Observation.Stage.choices]
        self.fields["stage"].label = _("Hvor er borgeren i forandringscirklen?")
        self.fields["stage"].help_text = _("Frem og tilbage er en del af processen.")
        self.fields["small_step"].label = _("Et lille skridt, der er værd at anerkende")
        for name in ("goal", "method", "bond"):
            self.fields[name].choices = [("", _("Ikke vurderet")), *Observation.Rating.choices]
        self.fields["goal"].label = _("Enige om mål og mening")
        self.fields["method"].label = _("Enige om, hvordan vi arbejder")
        self.fields["bond"].label = _("Båndet holder")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in ("goal", "method", "bond"):
            data[name] = data.get(name) or None
        return data


_WIDGETS: Mapping[str, forms.Widget] = {
    "stage": ChoiceTiles(compact=True),
    "small_step": forms.Textarea({"rows": 2}),
    "citizens_words": forms.Textarea({"rows": 3}),
    "goal": forms.Select(),
    "method": forms.Select(),
    "bond": forms.Select(),
}


class ObservationForm(_Noticed, EntryForm, HouseModelForm):
    submit_label = _("Gem")

    observed_on = PastDay(label=_("Hvornår"))

    class Meta:
        model = Observation
        fields = _FIELDS
        widgets = _WIDGETS


class ObservationCorrectForm(_Noticed, VersionedForm):
    submit_label = _("Gem")

    observed_on = PastDay(label=_("Hvornår"), initial=None)

    class Meta:
        model = Observation
        fields = _FIELDS
        widgets = _WIDGETS
