"""A centre as its leader describes it: what it is, its rooms, the people one calls."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm, Section
from accounts.forms.widgets import ChoiceTiles
from crisis_center.models import Centre, CentrePerson, Room


class _Unchecked(HouseModelForm):
    def _post_clean(self) -> None:
        """The action makes and checks the row; the form only reads what was typed."""


class CentreForm(_Unchecked):
    submit_label = _("Gem")
    sections = (
        Section(_("Centret"), ("legal_basis", "kind")),
        Section(_("Sådan når man jer"), ("phone", "address"), columns=2),
        Section("", ("about",)),
    )

    legal_basis = forms.ChoiceField(
        label=_("Efter"), choices=Centre.LegalBasis.choices,
        widget=ChoiceTiles(
            hints={
                Centre.LegalBasis.SEL_107: _("Hjemkommunen afgør opholdet ved siden af jeres vurdering."),
                Centre.LegalBasis.SEL_110: _("Lederen afgør ind- og udskrivning og underretter hjemkommunen."),
            }
        ),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Drives"), choices=Centre.Kind.choices, widget=ChoiceTiles(compact=True))

    class Meta:
        model = Centre
        fields = ("legal_basis", "kind", "phone", "address", "about")
        labels = {"about": _("Hvad skal en mentor vide, før centret bliver spurgt?")}
        help_texts = {"about": _("Fx om der er plads til hund eller par, og hvornår man kan ankomme.")}
        widgets = {"about": forms.Textarea({"rows": 4})}


class CentreRoomForm(_Unchecked):
    submit_label = _("Gem værelset")

    class Meta:
        model = Room
        fields = ("name", "note")
        labels = {"name": _("Hvad står der på døren?")}
        help_texts = {"note": _("Fx »stueetage, plads til hund«. Intet om den, der bor der.")}


class RoomOutForm(HouseForm):
    submit_label = _("Tag ud af drift")

    note = forms.CharField(
        label=_("Hvorfor?"), max_length=200, required=False, help_text=_("Fx »vandskade, tømreren kommer tirsdag«.")
    )


class CentrePersonForm(_Unchecked):
    submit_label = _("Gem")

    duty = forms.ChoiceField(label=_("Opgave"), choices=CentrePerson.Duty.choices, widget=ChoiceTiles(compact=True))

    class Meta:
        model = CentrePerson
        fields = ("duty", "name", "phone", "to_on")
        labels = {"to_on": _("Ikke længere efter")}
        help_texts = {"to_on": _("Den sidste dag. Tomt, så længe personen er på listen.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            del self.fields["to_on"]
