"""What the plans of the law say beside the citizen's goals and offers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.days import PastDay
from accounts.forms.widgets import ChoiceTiles
from cases.actions.formal_plan import FIELDS
from cases.forms.entry import EntryForm
from cases.models import ChosenBlock, Citizen, Effort, FormalPlan

_YES, _NO = "yes", "no"


class FormalPlanForm(HouseForm):
    """Only the fields of its `kind`; `row` is what is kept already."""

    submit_label = _("Gem")

    offered_on = PastDay(label=_("Tilbudt den"), required=False)
    accepted = forms.TypedChoiceField(
        label=_("Hvad siger borgeren?"),
        choices=[(_YES, _("Ja tak")), (_NO, _("Nej tak")), ("", _("Tænker over det"))],
        required=False,
        widget=ChoiceTiles(compact=True),
        coerce=lambda answer: answer == _YES,
        empty_value=None,
    )
    made_on = PastDay(label=_("Lavet den"), required=False)
    met_on = PastDay(label=_("Sidste møde"), required=False)
    next_meeting_on = forms.DateField(
        label=_("Næste møde"), required=False, help_text=_("Senest seks måneder efter det sidste.")
    )
    duration = forms.CharField(
        label=_("Forventet varighed"), max_length=200, required=False, help_text=_("Fx »Et halvt år, så ser vi«.")
    )
    circumstances = forms.CharField(
        label=_("Særlige forhold"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Boform, beskæftigelse, personlig hjælp, behandling og hjælpemidler."),
    )
    given_on = PastDay(label=_("Givet til borgeren"), required=False)

    def __init__(self, *args: Any, kind: str, row: FormalPlan | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(FIELDS[kind]):
            del self.fields[name]
        for name in self.fields:
            self.initial[name] = getattr(row, name) if row else None
        if "accepted" in self.fields:
            self.initial["accepted"] = {True: _YES, False: _NO}.get(row.accepted if row else None, "")
        if row is None and kind != FormalPlan.Kind.ACTION_141:
            self.initial["made_on"] = timezone.localdate()


class OfferField(forms.ModelChoiceField):
    def label_from_instance(self, row: ChosenBlock) -> str:
        return row.block.title


class EffortForm(EntryForm, HouseForm):
    """One of the citizen's offers or what another actor does, and the one who answers for it."""

    submit_label = _("Gem indsatsen")

    chosen = OfferField(
        ChosenBlock.objects.none(), label=_("Et af borgerens tilbud"), required=False, empty_label=_("Ingen af dem")
    )
    what = forms.CharField(label=_("Eller hvad en anden gør"), max_length=200, required=False)
    actor = forms.CharField(
        label=_("Hvem gør det"),
        max_length=120,
        required=False,
        help_text=_("Fx lokalpsykiatrien, jobcentret eller bostøtten."),
    )
    responsible = forms.CharField(label=_("Ansvarlig"), max_length=120, help_text=_("Én person med navn eller titel."))

    def __init__(self, *args: Any, citizen: Citizen, row: Effort | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if row:
            self.initial |= {name: getattr(row, name) for name in ("chosen", "what", "actor", "responsible")}
        rows = ChosenBlock.objects.filter(citizen=citizen.pk).told()
        self.fields["chosen"].queryset = rows.order_by("chosen_on", "pk")
