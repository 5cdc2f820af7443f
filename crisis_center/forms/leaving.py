"""The end of a stay, its length, the plan for hard times, and the municipality's decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section
from accounts.forms.widgets import CheckTiles, ChoiceTiles
from accounts.models import User
from accounts.policy import Can, may
from crisis_center.models import HardTimesPlan, MunicipalDischarge, Stay


def _words(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=1000, required=False, help_text=hint, widget=forms.Textarea({"rows": 3})
    )


def _field(name: str) -> Any:
    return MunicipalDischarge._meta.get_field(name)


class HardTimesForm(HouseForm):
    submit_label = _("Gem planen")

    risk = _words(_("Hvad kan gøre det svært igen?"), _("Med borgerens egne ord."))
    plan = _words(_("Hvad vil borgeren gøre så?"), _("Hvem ringer man til, hvor går man hen?"))

    def __init__(self, *args: Any, known: HardTimesPlan | None, **kwargs: Any) -> None:
        kwargs["initial"] = {"risk": known.risk, "plan": known.plan} if known else {}
        super().__init__(*args, **kwargs)


class LeaveForm(HardTimesForm):
    """`in_place`: the points that are not yet in place. Ending a stay never waits for them."""

    submit_label = _("Afslut opholdet")
    sections = (
        Section(_("Er det på plads derhjemme?"), ("in_place",)),
        Section(_("Hvis det bliver svært igen"), ("risk", "plan"), fold=True),
    )

    left_at = forms.DateTimeField(label=_("Hvornår"))
    left_how = forms.ChoiceField(label=_("Hvordan sluttede opholdet?"), widget=ChoiceTiles(compact=True))
    left_because = forms.CharField(
        label=_("Begrundelse"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2}),
        help_text=_("Skal udfyldes, når lederen har afgjort det."),
    )  # fmt: skip
    left_to = forms.CharField(label=_("Hvor rejste borgeren hen?"), max_length=200, required=False)
    in_place = forms.MultipleChoiceField(
        label=_("Sæt hak ved det, der er på plads nu"), required=False, widget=CheckTiles(compact=True),
        help_text=_("Resten bliver stående hos hjemkommunen. Opholdet kan slutte alligevel."),
    )  # fmt: skip

    field_order = ("left_at", "left_how", "left_because", "left_to", "in_place", "risk", "plan")

    def __init__(
        self, *args: Any, user: User, missing: list[tuple[str, str]], municipality: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        barred = set() if may(user, Can.DECIDE_STAY) else {Stay.Left.LEADERS_DECISION}
        if not municipality:
            barred.add(Stay.Left.MUNICIPALITY)
        self.fields["left_how"].choices = [one for one in Stay.Left.choices if one[0] not in barred]
        self.fields["in_place"].choices = missing
        if not missing:
            del self.fields["in_place"]


class UntilForm(HouseForm):
    submit_label = _("Gem")

    expected_until = forms.DateField(
        label=_("Forventet til"), required=False,
        help_text=_("Lad feltet stå tomt, hvis I ikke ved det endnu. Forslaget til midtvejsmødet flytter med."),
    )  # fmt: skip


class DischargeForm(HouseForm):
    submit_label = _("Gem afgørelsen")

    conditions = forms.MultipleChoiceField(
        label=_("Betingelser, der er opfyldt"), required=False, widget=CheckTiles,
        choices=[(name, _field(name).verbose_name) for name in MunicipalDischarge.CONDITIONS],
    )  # fmt: skip
    reason = forms.CharField(label=_("Begrundelse"), max_length=1000, widget=forms.Textarea({"rows": 4}))
    appeal_told = forms.BooleanField(label=_("Borgeren har fået klagevejledning"), required=False)
