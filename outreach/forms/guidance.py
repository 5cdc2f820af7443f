"""*Vejledt og rådgivet*: what was done for somebody the outreach is not meant for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.days import PastDay
from accounts.forms.widgets import CheckTiles
from outreach.models import Guidance


class GuidanceForm(HouseForm):
    submit_label = _("Gem")

    kinds = forms.MultipleChoiceField(
        label=_("Hvilken hjælp gav I?"), choices=Guidance.Kind.choices, widget=CheckTiles()
    )
    given_on = PastDay(label=_("Givet den"))
    note = forms.CharField(label=_("Bemærkning"), max_length=300, required=False, widget=forms.Textarea({"rows": 2}))
