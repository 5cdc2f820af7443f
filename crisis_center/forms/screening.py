"""*Screening*: the citizen's whole situation, and what the mentor concludes."""

from __future__ import annotations

from typing import Any

import uuid6
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm, Section
from accounts.forms.versioned import VersionedForm
from accounts.forms.widgets import ChoiceTiles
from crisis_center.actions.screening import Concluded
from crisis_center.models import Screening

_ANSWERS = ("chaotic_use", "life_threatening", "decline_accelerating", "travels_alone")
_TEXTS = ("danger_words", "citizens_wish", "first_needs", "known_illness", "home_wishes")
#: The fields of the row itself; what is concluded comes beside them.
ROW = ("chaotic_use", "treatment_contact", *Screening.DANGERS, "life_threatening", "danger_words",
       "decline_accelerating", "travels_alone", "citizens_wish", "first_needs", "known_illness",
       "home_wishes")  # fmt: skip
_LABELS = {
    "chaotic_use": _("Er stofbruget kaotisk?"),
    "treatment_contact": _("Kontakt til stofbehandling"),
    "danger_body": _("Fysisk"),
    "danger_mind": _("Psykisk"),
    "danger_social": _("Socialt"),
    "life_threatening": _("Er det livstruende?"),
    "danger_words": _("Hvad er faren?"),
    "decline_accelerating": _("Går det hurtigere og hurtigere ned ad bakke?"),
    "travels_alone": _("Kan borgeren rejse alene?"),
    "citizens_wish": _("Hvad ønsker borgeren selv? Med borgerens ord"),
    "first_needs": _("Hvad er der brug for det første døgn?"),
    "known_illness": _("Kendte sygdomme og medicin"),
    "home_wishes": _("Ønsker om hjemkommunen"),
}


class _Asked(forms.BaseForm):
    """What the first form and the one that goes on share."""

    fields: dict[str, Any]

    form_tag = False
    sections = (
        Section(_("Stoffer og behandling"), ("chaotic_use", "treatment_contact")),
        Section(
            _("Er borgeren i akut fare?"),
            (*Screening.DANGERS, "life_threatening", "danger_words", "decline_accelerating"),
        ),
        Section(_("Hvad vil borgeren?"), ("citizens_wish", "home_wishes")),
        Section(_("Hvis borgeren skal af sted"), ("travels_alone", "first_needs", "known_illness")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in _LABELS.items():
            self.fields[name].label = label
            self.fields[name].required = False
        kinds = [("", _("Ved ikke endnu")), *Screening.TreatmentContact.choices]
        self.fields["treatment_contact"].choices = kinds

    def clean(self) -> dict[str, Any]:
        """What is not answered is not known yet."""
        data = super().clean() or self.cleaned_data
        return data | {name: data.get(name) or Screening.Answer.UNKNOWN.value for name in _ANSWERS}


def _widgets() -> dict[str, forms.Widget]:
    tiles = {name: ChoiceTiles(compact=True) for name in _ANSWERS}
    return {
        **tiles,
        "treatment_contact": ChoiceTiles(compact=True),
        **{name: forms.Textarea({"rows": 2}) for name in _TEXTS},
    }


class ScreeningForm(_Asked, HouseModelForm):
    """The first time, or anew. `entry` is made when the form is drawn, so that sending it twice makes one."""

    entry = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Screening
        fields = ROW
        widgets = _widgets()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("entry", uuid6.uuid7())


class ScreeningGoOnForm(_Asked, VersionedForm):
    """One that was begun before."""

    class Meta:
        model = Screening
        fields = ROW
        widgets = _widgets()


class ConclusionForm(HouseForm):
    """What the mentor concludes, if anything yet."""

    form_tag = False

    conclusion = forms.ChoiceField(
        label=_("Hvad konkluderer du?"),
        required=False,
        choices=[("", _("Ikke noget endnu")), *Screening.Conclusion.choices],
        widget=ChoiceTiles(
            compact=True,
            hints={
                "": _("Gem det, der vides, og skriv videre en anden gang."),
                Screening.Conclusion.REFER: _("Næste skridt er at spørge centret."),
                Screening.Conclusion.INSTEAD: _("Skriv hvad."),
                Screening.Conclusion.WAIT: _("Vælg, hvornår I ser på det igen."),
            },
        ),
    )
    reason = forms.CharField(
        label=_("Din begrundelse"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    instead = forms.CharField(
        label=_("Hvad gøres i stedet?"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    wait_until = forms.DateField(label=_("Til hvornår venter I?"), required=False)

    def concluded(self) -> Concluded | None:
        return Concluded(**self.cleaned_data) if self.cleaned_data["conclusion"] else None
