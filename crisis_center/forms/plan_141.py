"""The plan after SEL § 141: offered, written in its four parts, handed on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, HouseModelForm
from accounts.forms.days import PastDay
from accounts.forms.widgets import CheckTiles, ChoiceTiles
from cases.forms.entry import EntryForm
from cases.models import Case, Consent
from crisis_center.models import ActionPlan141

_ANSWERS = [("yes", _("Ja tak")), ("no", _("Nej tak")), ("", _("Tænker over det"))]
_PARTS = [
    ("purpose", _("Formål")), ("effort", _("Nødvendig indsats")), ("duration", _("Forventet varighed")),
    ("circumstances", _("Særlige forhold")),
]  # fmt: skip


class PlanOfferForm(EntryForm, HouseForm):
    submit_label = _("Gem")

    offered_on = PastDay(label=_("Tilbudt den"))
    accepted = forms.TypedChoiceField(
        label=_("Hvad siger borgeren?"), choices=_ANSWERS, required=False, widget=ChoiceTiles(compact=True),
        coerce=lambda answer: answer == "yes", empty_value=None,
    )  # fmt: skip
    words = forms.CharField(
        label=_("Med borgerens egne ord"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )


class Plan141Form(EntryForm, HouseModelForm):
    """`begin`: what the citizen's own plan says, where there is no version yet. `seen`: the version one started from,
    so that nobody writes over another's unseen."""

    submit_label = _("Gem som ny udgave")

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ActionPlan141
        fields = (*ActionPlan141.PARTS, "with_citizen", "made_on", "follow_up_on")
        field_classes = {"made_on": PastDay}
        widgets = {name: forms.Textarea({"rows": 4 if name != "duration" else 2}) for name in ActionPlan141.PARTS}

    def __init__(self, *args: Any, last: ActionPlan141 | None, begin: Mapping[str, str], **kwargs: Any) -> None:
        initial = {name: getattr(last, name) for name in ActionPlan141.PARTS} if last else begin
        kwargs["initial"] = {**initial, "seen": last.number if last else 0}
        super().__init__(*args, **kwargs)
        for name, label in _PARTS:
            self.fields[name].label = label
        self.fields["circumstances"].help_text = _(
            "Boform, beskæftigelse, personlig hjælp, behandling og hjælpemidler."
        )
        self.fields["with_citizen"].label = _("Lavet sammen med borgeren")
        self.fields["made_on"].label = _("Lavet den")
        self.fields["follow_up_on"].label = _("Næste opfølgning")


class PlanHandForm(EntryForm, HouseForm):
    submit_label = _("Gem")

    parts = forms.MultipleChoiceField(
        label=_("Hvilke dele"), choices=_PARTS, required=False, widget=CheckTiles(compact=True)
    )
    to = forms.CharField(label=_("Til hvem"), max_length=160)
    handed_on = PastDay(label=_("Hvornår"))
    consent = forms.ModelChoiceField(
        label=_("Under hvilket samtykke"), queryset=Consent.objects.none(), required=False,
        empty_label=_("Intet: følger af loven ved visitation"),
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        consents = Consent.objects.filter(citizen=case.citizen_id).valid(timezone.localdate()).passing_on()
        self.fields["consent"].queryset = consents.select_related("partner")
